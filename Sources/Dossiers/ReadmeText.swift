// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The file that says what the others are.
struct ReadmeText {
    /// What a file is about.
    enum Topic: CaseIterable {
        case timeline, message, fingerprints, requests, answers, notices, rules, correspondence, log, checksums,
            timeStamp

        /// How the paths of its files begin.
        var prefix: String {
            switch self {
            case .timeline: "timeline."
            case .message: "message/"
            case .fingerprints: "fingerprints.txt"
            case .requests: "requests/"
            case .answers: "answers/"
            case .notices: "notices/"
            case .rules: "rules/"
            case .correspondence: "correspondence.json"
            case .log: "log/"
            case .checksums: ChecksumList.fileName
            case .timeStamp: ChecksumList.timeStampName
            }
        }
    }

    private let dossier: Dossier
    private let paths: [String]

    /// - Parameter paths: The files that there are.
    init(_ dossier: Dossier, _ paths: [String]) {
        self.dossier = dossier
        self.paths =
            paths + [ChecksumList.fileName] + (dossier.isTimeStamped ? [ChecksumList.timeStampName] : [])
    }

    var text: String {
        let wording = dossier.wording
        let message = dossier.message
        var lines = Self.heading(wording.kind, "=")
        lines += [
            "\(wording.subject): \(message.subject.isEmpty ? wording.noSubject : message.subject.onOneLine)",
            "\(wording.sender): \(message.sender.mailbox.onOneLine)",
            "\(wording.reference): \(message.id)", "",
        ]
        for paragraph in wording.readmeOpening { lines += paragraph.wrapped() + [""] }
        switch message.content {
        case .kept: break
        case .removed: lines += wording.contentRemoved.wrapped() + [""]
        case .missing(let why): lines += "\(wording.contentMissing): \(why.onOneLine)".wrapped() + [""]
        }
        lines += [""] + Self.heading(wording.readmeFiles, "-")
        for topic in Topic.allCases where paths.contains(where: { topic.holds($0) }) {
            lines.append(topic.prefix + (topic.prefix.hasSuffix(".") ? "html, timeline.json" : ""))
            for paragraph in wording.readme(topic) { lines += paragraph.wrapped(indent: "    ") }
            lines.append("")
        }
        lines += [""] + Self.heading(wording.checking, "-")
        for paragraph in wording.checking(head: dossier.head, isTimeStamped: dossier.isTimeStamped) {
            lines += paragraph.wrapped(indent: "  ", first: "- ")
        }
        lines += ["", ""] + Self.heading(wording.meanings, "-")
        for paragraph in wording.readmeLimits { lines += paragraph.wrapped() + [""] }
        while lines.last == "" { lines.removeLast() }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func heading(_ text: String, _ rule: Character) -> [String] {
        [text, String(repeating: rule, count: text.count), ""]
    }
}

extension ReadmeText.Topic {
    fileprivate func holds(_ path: String) -> Bool {
        self == .checksums ? path == prefix : path.hasPrefix(prefix)
    }
}
