// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// A text of a message in which numbers are looked for; read only when its turn comes.
struct DetectableText {
    /// The parts of a message that `detect` knows.
    enum Part: String, CaseIterable {
        case subject
        case text
        case attachments
    }

    private enum Content {
        case ready(String)
        case body(Int)
    }

    /// Where it stands, for the trace.
    let origin: String
    /// What tells what the numbers of all of it are: the name of its file, the subject of the mail that it stands in.
    var heading = ""
    /// Whether its first line is a heading too, as in a table.
    var isTable = false
    private let content: Content

    /// The text itself, in UTF-8.
    func read(in run: inout Run) throws(ScriptFault) -> [UInt8] {
        switch content {
        case .ready(let text): Array(text.utf8)
        case .body(let index): try run.body(of: index, as: .readable).bytes
        }
    }

    /// The texts of these parts of a message, those that cost least first.
    static func all(of bodies: BodyTexts, subjects: [String], parts: Set<Part>) -> [DetectableText] {
        var texts: [DetectableText] = []
        if parts.contains(.subject) {
            texts += subjects.map { DetectableText(origin: "subject", content: .ready($0)) }
        }
        var gathering = Gathering(bodies)
        for index in bodies.entities.indices { gathering.take(index) }
        if parts.contains(.attachments) { texts += gathering.names }
        if parts.contains(.text) { texts += gathering.letter }
        if parts.contains(.attachments) { texts += gathering.attached }
        return texts
    }

    /// The texts of a message, found in one walk through its entities.
    private struct Gathering {
        /// The names of attachments, and the subjects of mails within the mail.
        var names: [DetectableText] = []
        /// What the writer wrote.
        var letter: [DetectableText] = []
        /// Attachments that are text, and the texts of mails within the mail.
        var attached: [DetectableText] = []

        private let bodies: BodyTexts
        /// The mails in which the walk is, with the numbers behind their last entities.
        private var mails: [(end: Int, heading: String)] = []

        init(_ bodies: BodyTexts) { self.bodies = bodies }

        mutating func take(_ index: Int) {
            while let last = mails.last, last.end <= index { mails.removeLast() }
            let entity = bodies.entities[index]
            switch entity.kind {
            case .message: takeMail(index, entity)
            case .leaf, .multipart: if bodies.isUndivided(index) { takeLeaf(index, entity) }
            }
        }

        private mutating func takeMail(_ index: Int, _ entity: MIMEEntity) {
            let name = bodies.fileName(of: index)
            if !name.isEmpty { names.append(DetectableText(origin: "file name", content: .ready(name))) }
            var headings = [mails.last?.heading ?? "", name]
            if index + 1 < entity.end {
                for field in bodies.entities[index + 1].header where field.isNamed("Subject") {
                    headings.append(field.value)
                    let origin = "subject of the mail in part \(entity.path)"
                    names.append(DetectableText(origin: origin, content: .ready(field.value)))
                }
            }
            mails.append((entity.end, headings.joined(separator: "\n")))
        }

        private mutating func takeLeaf(_ index: Int, _ entity: MIMEEntity) {
            let part = bodies.parts[index]
            if mails.isEmpty, let part, part.role != .attachment {
                let origin =
                    switch part.role {
                    case .text: "text"
                    case .html: "HTML text"
                    default: "text of part \(entity.path)"
                    }
                letter.append(DetectableText(origin: origin, content: .body(index)))
                return
            }
            let name = bodies.fileName(of: index)
            if !name.isEmpty { names.append(DetectableText(origin: "file name", content: .ready(name))) }
            guard DetectableText.isText(entity.mediaType, name) else { return }
            let isLetter = !mails.isEmpty && name.isEmpty && entity.isText
            let origin =
                isLetter ? "text of part \(entity.path)" : "attachment \(DetectableText.shown(name, entity.path))"
            attached.append(
                DetectableText(
                    origin: origin, heading: (mails.last.map { $0.heading + "\n" } ?? "") + name, isTable: !isLetter,
                    content: .body(index)))
        }
    }

    // MARK: Attachments

    /// Whether an attachment is text, by what it says it is or by the ending of its name.
    private static func isText(_ type: MediaType, _ name: String) -> Bool {
        if ["text", "message", "multipart"].contains(type.type) { return true }
        if type.subtype.hasSuffix("+xml") || type.subtype.hasSuffix("+json") { return true }
        return subtypes.contains(type.subtype) || endings.contains(BodyTexts.ending(of: name))
    }

    private static let subtypes: Set<String> = ["csv", "x-csv", "json", "xml", "rtf", "sql", "yaml"]
    private static let endings: Set<String> = [
        "csv", "tsv", "tab", "txt", "text", "log", "md", "json", "xml", "html", "htm", "rtf", "ics", "vcf", "sql",
        "eml",
    ]

    private static func shown(_ name: String, _ path: String) -> String {
        let name = name.isEmpty ? path : name
        let clean = name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
        return clean.count > 60 ? String(clean.prefix(57)) + "..." : String(clean)
    }
}
