// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import HTMLText
import Mail
import TransferEncodings

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
        case html(String)
        case encoded(BodyPart)
    }

    /// Where it stands, for the trace.
    let origin: String
    /// The file name of an attachment, which is a heading for all of it as its first line is; nil for other texts.
    var fileName: String?
    private let content: Content

    /// The texts of these parts of a message, those that cost least first.
    static func all(of message: Message, subjects: [String], parts: Set<Part>) -> [DetectableText] {
        var texts: [DetectableText] = []
        if parts.contains(.subject) {
            texts += subjects.map { DetectableText(origin: "subject", content: .ready($0)) }
        }
        let attachments = message.attachments
        if parts.contains(.attachments) {
            texts += attachments.map {
                DetectableText(origin: "file name", content: .ready($0.fileName))
            }
        }
        if parts.contains(.text) {
            if let text = message.text {
                texts.append(DetectableText(origin: "text", content: .ready(text)))
            }
            if let html = message.html {
                texts.append(DetectableText(origin: "HTML text", content: .html(html)))
            }
            texts += message.parts.filter { $0.role == .extraText }.map {
                DetectableText(origin: "text of part \($0.path)", content: .encoded($0))
            }
        }
        if parts.contains(.attachments) {
            texts += attachments.filter(isText).map {
                DetectableText(
                    origin: "attachment \(shownName($0))", fileName: $0.fileName, content: .encoded($0))
            }
        }
        return texts
    }

    /// The text itself.
    func read(from message: Message) -> String {
        switch content {
        case .ready(let text): text
        case .html(let html): Self.plain(html)
        case .encoded(let part): Self.decoded(part, of: message)
        }
    }

    // MARK: Attachments

    /// Whether an attachment is text, by what it says it is or by the ending of its name.
    private static func isText(_ part: BodyPart) -> Bool {
        let type = part.mediaType
        if type.type == "text" || type.type == "message" { return true }
        if type.subtype.hasSuffix("+xml") || type.subtype.hasSuffix("+json") { return true }
        return subtypes.contains(type.subtype) || endings.contains(ending(of: part))
    }

    private static let subtypes: Set<String> = ["csv", "x-csv", "json", "xml", "rtf", "sql", "yaml"]
    private static let endings: Set<String> = [
        "csv", "tsv", "tab", "txt", "text", "log", "md", "json", "xml", "html", "htm", "rtf", "ics", "vcf", "sql",
        "eml",
    ]

    private static func ending(of part: BodyPart) -> String {
        let name = part.fileName.lowercased()
        return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    }

    private static func shownName(_ part: BodyPart) -> String {
        let name = part.fileName.isEmpty ? part.path : part.fileName
        let clean = name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
        return clean.count > 60 ? String(clean.prefix(57)) + "..." : String(clean)
    }

    private static func decoded(_ part: BodyPart, of message: Message) -> String {
        let text = text(message.decodedBytes(of: part), charset: part.mediaType.parameters["charset"])
        let isHTML = part.mediaType.subtype == "html" || ["html", "htm"].contains(ending(of: part))
        return isHTML ? plain(text) : text
    }

    private static func text(_ bytes: [UInt8], charset: String?) -> String {
        // What spreadsheets write as "Unicode text" says so by its first bytes alone, whatever the mail calls it.
        if bytes.count > 1, let wide = wideCharset(bytes[0], bytes[1]).flatMap({ Charset(named: $0) }) {
            return wide.decode(bytes).text
        }
        if let charset = charset.flatMap({ Charset(named: $0) }) { return charset.decode(bytes).text }
        return Charset.decodeUnlabelled(bytes).text
    }

    private static func wideCharset(_ first: UInt8, _ second: UInt8) -> String? {
        switch (first, second) {
        case (0xFF, 0xFE), (1..., 0): "UTF-16LE"
        case (0xFE, 0xFF), (0, 1...): "UTF-16BE"
        default: nil
        }
    }

    /// HTML as text; HTML of a size that is not for reading is looked through as it stands.
    private static func plain(_ html: String) -> String {
        html.utf8.count > 1 << 18 ? html : plainText(fromHTML: html)
    }
}
