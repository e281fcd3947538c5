// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Mail

/// The files that a dossier is made of.
extension Dossier {
    var wording: any DossierWording { Self.wording(in: language) }

    static func wording(in language: String) -> any DossierWording {
        language == "nl" ? DutchDossier() : EnglishDossier()
    }

    /// The number and hash of the last entry.
    var head: String { entries.last.map { "\($0.number) \($0.hash)" } ?? "" }

    /// Whether the ledger has the rule files of every decision that names them.
    var hasRules: Bool { !rules.isEmpty && rules.allSatisfy { $0.list != nil } }

    /// Whether a fingerprint that the service reports is one of ours, in either of its forms.
    func fits(_ report: ReportedFingerprint) -> Bool {
        attachments.contains {
            $0.digest.base64 == report.hash || $0.digest.hexadecimal == report.hash.lowercased()
        }
    }

    /// The notices with the places where they lie.
    var noticePaths: [(path: String, notice: DossierNotice)] {
        var counts: [Int64: Int] = [:]
        return notices.map { notice in
            let count = counts[notice.entry, default: 0]
            counts[notice.entry] = count + 1
            return ("notices/\(notice.entry)\(count == 0 ? "" : "-\(count)").eml", notice)
        }
    }

    /// All files but the list of their fingerprints.
    public var files: [DossierFile] {
        let placed = placingRules()
        var files = placed.messageFiles
        files.append(DossierFile("timeline.html", text: TimelinePage(placed).html))
        files.append(DossierFile("timeline.json", text: TimelineRecord(placed).json))
        for entry in entries { files.append(DossierFile(entry.path, bytes: entry.hashed)) }
        files.append(DossierFile("log/head.txt", text: head + "\n"))
        for request in requests {
            if let path = request.path, case .rebuilt(let write, _) = request.content {
                files.append(DossierFile(path, write))
            }
        }
        for answer in answers {
            if let path = answer.path, let bytes = answer.bytes { files.append(DossierFile(path, bytes: bytes)) }
        }
        for (path, notice) in noticePaths { files.append(DossierFile(path, bytes: notice.bytes)) }
        files += placed.ruleFiles
        if correspondence != nil {
            files.append(DossierFile("correspondence.json", text: TimelineRecord(placed).correspondenceJSON))
        }
        files.append(DossierFile("README.txt", text: ReadmeText(placed, files.map(\.path)).text))
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private var messageFiles: [DossierFile] {
        var files: [DossierFile] = []
        if case .kept(let bytes, let envelope) = message.content {
            files += [
                DossierFile("message/message.eml", bytes: bytes),
                DossierFile("message/envelope.txt", text: envelope),
            ]
        }
        if !attachments.isEmpty || !reported.isEmpty {
            files.append(DossierFile("fingerprints.txt", text: fingerprintLines.map { $0 + "\n" }.joined()))
        }
        return files
    }

    /// The fingerprints as text that sha256sum(1) can check against saved attachments, were they named so.
    private var fingerprintLines: [String] {
        attachments.flatMap { attachment in
            [
                "\(attachment.part) \(attachment.name.onOneLine) (\(attachment.type.onOneLine), \(attachment.size) bytes)",
                "  SHA-256 \(attachment.digest.hexadecimal)", "  Base64  \(attachment.digest.base64)",
            ]
        }
            + reported.flatMap { report in
                [
                    "\(wording.reported), \(report.recipient.onOneLine): \(report.name.onOneLine)",
                    "  \(report.hash.onOneLine): \(fits(report) ? wording.matches : wording.differs)",
                ]
            }
    }

    /// The same dossier, with a place for each rule file that is enclosed; the same file in two lists lies there once.
    private func placingRules() -> Dossier {
        var copy = self
        var places: [String: String] = [:]
        for (index, rules) in copy.rules.enumerated() {
            for (position, file) in rules.files.enumerated() where file.bytes != nil {
                let key = "\(file.digest) \(file.name)"
                let place = places[key] ?? "rules/\(places.count + 1)-\(Self.plainName(file.name))"
                places[key] = place
                copy.rules[index].files[position].path = place
            }
        }
        return copy
    }

    private var ruleFiles: [DossierFile] {
        var seen: Set<String> = []
        var files: [DossierFile] = []
        for rules in rules {
            if let list = rules.list { files.append(DossierFile("rules/\(rules.digest).json", bytes: list)) }
            for file in rules.files where !file.path.isEmpty && seen.insert(file.path).inserted {
                files.append(DossierFile(file.path, bytes: file.bytes ?? []))
            }
        }
        guard !rules.isEmpty else { return [] }
        let lines = rules.flatMap { rules in
            ["\(rules.digest).json"]
                + rules.files.flatMap { file -> [String] in
                    let place = file.path.isEmpty ? wording.otherRuleFiles : file.path
                    return ["  \(file.digest)  \(file.name.onOneLine) (\(place))"]
                        + file.lines.map { "    \($0): \((file.text(ofLine: $0) ?? "").onOneLine)" }
                }
        }
        return files + [DossierFile("rules/rules.txt", text: lines.map { $0 + "\n" }.joined())]
    }

    /// The last part of a path, as a file name that every system can hold.
    private static func plainName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        let plain = last.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": Character(scalar)
            default: "_"
            }
        }
        return String(plain.suffix(60))
    }
}
