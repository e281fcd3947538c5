// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import TransferEncodings

/// The mail that tells of a file in quarantine: nothing that was in it is known, or trusted.
public struct QuarantineNotice: Sendable {
    /// The message's id in the spool.
    public var id: String
    /// What tells this time that it was put there from others.
    public var event: String
    /// Why it is there.
    public var cause: QuarantineCause
    /// Where it lies.
    public var path: String
    /// Where it lay, and is to be put back.
    public var acceptedPath: String
    /// Whose spool it is: the name of a user.
    public var owner: String
    /// The name of this host.
    public var host: String
    /// The file's bytes, for those who see their mailbox alone; nil where they can't be had.
    public var enclosed: [UInt8]?

    /// Makes a notice.
    public init(
        id: String, event: String, cause: QuarantineCause, path: String, acceptedPath: String, owner: String,
        host: String
    ) {
        self.id = id
        self.event = event
        self.cause = cause
        self.path = path
        self.acceptedPath = acceptedPath
        self.owner = owner
        self.host = host
    }

    /// The whole mail, with LF line ends, in a language: `nl`, or English for any other.
    ///
    /// - Parameters:
    ///   - hasHTML: Whether the text stands there as HTML too.
    ///   - now: The time for its Date field.
    public func bytes(language: String, hasHTML: Bool = true, at now: Timestamp) -> [UInt8] {
        let content = content(language == "nl" ? DutchWording() : EnglishWording())
        let part = ReadablePart(content: content, hasHTML: hasHTML, boundary: "=_words-\(id)")
        let mail = """
            Return-Path: <>
            From: Sealpost <sealpost@\(host)>
            To: <\(owner)@\(host)>
            Subject: \(EncodedWord.encode(content.title, column: 9))
            Date: \(now.rfc5322)
            Message-ID: <quarantine.\(id).\(event)@\(host)>
            Auto-Submitted: auto-generated
            X-Sealpost-Message: \(id)
            X-Sealpost-State: quarantined
            MIME-Version: 1.0
            \(enclosed.map { mixed(part.text, $0) } ?? part.text)

            """
        return Array(mail.utf8)
    }

    /// The words, and behind them the file as a part of no type that a program would open: what can't be read here may not be
    /// safe to read there.
    private func mixed(_ words: String, _ bytes: [UInt8]) -> String {
        let lines = stride(from: 0, to: bytes.count, by: 57).map { start in
            Base64Encoder.encode(Array(bytes[start..<min(start + 57, bytes.count)]))
        }
        let boundary = "=_sealpost-quarantine-\(id)"
        return """
            Content-Type: multipart/mixed;
             boundary="\(boundary)"

            --\(boundary)
            \(words)
            --\(boundary)
            Content-Type: application/octet-stream
            Content-Disposition: attachment; filename="\(id)"
            Content-Transfer-Encoding: base64

            \(lines.joined(separator: "\n"))
            --\(boundary)--
            """
    }

    func content(_ wording: any Wording) -> NoticeContent {
        let words = wording.quarantine(cause)
        return NoticeContent(
            language: wording.language, title: words.subject + id, opening: words.opening,
            facts: [
                NoticeContent.Fact(words.file, path, .verbatim),
                NoticeContent.Fact(wording.labels.reference, id, .verbatim),
                NoticeContent.Fact(wording.reasonLabel, words.reason),
            ],
            sections: [
                NoticeContent.Section(
                    accounts: [],
                    passages: [
                        NoticeContent.Passage(wording.meaningLabel, words.meaning),
                        NoticeContent.Passage(wording.adviceLabel, words.advice + "\n    mv \(path) \(acceptedPath)"),
                    ])
            ], closing: "\(enclosed == nil ? words.notEnclosed : words.enclosed) \(words.closing)")
    }
}

/// What a notice of a file in quarantine says, in one language.
struct QuarantineWords {
    /// Before the id, in the subject.
    var subject: String
    var opening: String
    /// Before the path.
    var file: String
    var reason: String
    var meaning: String
    /// Before the command that puts it back.
    var advice: String
    /// Where the file is enclosed, and where it isn't.
    var enclosed: String
    var notEnclosed: String
    var closing: String
}
