// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import TransferEncodings

/// Composes the mail that a notice is, with LF line ends as a Maildir holds them.
public struct NoticeMail: Sendable {
    private let notice: Notice
    private let content: NoticeContent
    private let hasHTML: Bool

    /// Prepares a mail in a language: `nl`, or English for any other.
    /// - Parameter hasHTML: Whether the text stands there as HTML too.
    public init(_ notice: Notice, language: String, hasHTML: Bool = true) {
        self.notice = notice
        self.hasHTML = hasHTML
        content = NoticeContent(notice, language == "nl" ? DutchWording() : EnglishWording())
    }

    /// The whole mail.
    /// - Parameter now: The time for its Date field.
    public func bytes(at now: Timestamp) -> [UInt8] {
        var bytes: [UInt8] = []
        write(at: now) { bytes += $0 }
        return bytes
    }

    /// Gives the whole mail to `append` in pieces: a message that is enclosed can be larger than what is wise to hold.
    /// - Parameter now: The time for its Date field.
    public func write<Failure: Error>(
        at now: Timestamp, into append: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var text = header(at: now)
        let inner = "=_words-\(notice.id)-\(notice.event)"
        text += "--\(boundary)\n" + ReadablePart(content: content, hasHTML: hasHTML, boundary: inner).text
        text += "\n" + part("message/delivery-status")
        text += DeliveryStatus(notice: notice).text
        text += "\n" + part(notice.body == nil ? "text/rfc822-headers" : "message/rfc822", encoding: "8bit")
        try append(Array(text.utf8) + Self.withoutBcc(notice.header))
        if let body = notice.body {
            try append([UInt8(ascii: "\n")])
            try Self.copy(body, into: append)
        }
        try append(Array("\n--\(boundary)--\n".utf8))
    }

    /// Copies a body with LF line ends, as the lines around it have them.
    private static func copy<Failure: Error>(
        _ body: Notice.Body, into append: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let (line, ret) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var isAfterReturn = false
        for start in stride(from: body.range.lowerBound, to: body.range.upperBound, by: 64 << 10) {
            var piece: [UInt8] = []
            for byte in body.source.bytes(in: start..<min(start + 64 << 10, body.range.upperBound)) {
                if isAfterReturn, byte != line { piece.append(ret) }
                isAfterReturn = byte == ret
                if !isAfterReturn { piece.append(byte) }
            }
            try append(piece)
        }
        if isAfterReturn { try append([ret]) }
    }

    /// Derived from the notice, so that the same notice is the same bytes; no line of a part begins with it.
    private var boundary: String { "=_sealpost-\(notice.id)-\(notice.event)" }

    private func header(at now: Timestamp) -> String {
        // Some readers decode what looks like an encoded word even in an identifier, where it is none.
        let threads =
            notice.messageID.isEmpty || notice.messageID.contains("=?")
            ? ""
            : """
            In-Reply-To: <\(Self.oneLine(notice.messageID))>
            References: <\(Self.oneLine(notice.messageID))>

            """
        // In one line, though it is longer than most: so grep(1) finds it, and compares it.
        let log = notice.logHash.map { "\(LoggedNotice.field): \(notice.event) \($0)\n" } ?? ""
        return """
            Return-Path: <>
            From: Sealpost <sealpost@\(notice.host)>
            To: \(Self.mailbox(notice.sender))
            Subject: \(EncodedWord.encode(content.title, column: 9))
            Date: \(now.rfc5322)
            Message-ID: <notice.\(notice.id).\(notice.event)@\(notice.host)>
            \(threads)Auto-Submitted: auto-generated
            X-Sealpost-Message: \(notice.id)
            X-Sealpost-State: \(notice.gravest.rawValue)
            \(log)MIME-Version: 1.0
            Content-Transfer-Encoding: 8bit
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="\(boundary)"


            """
    }

    private func part(_ type: String, encoding: String? = nil) -> String {
        "--\(boundary)\nContent-Type: \(type)\n"
            + (encoding.map { "Content-Transfer-Encoding: \($0)\n" } ?? "") + "\n"
    }

    /// A name from a message goes into a new header only as text: encoded, and in one line.
    private static func mailbox(_ address: Address) -> String {
        let mailbox = oneLine(address.mailbox)
        if address.name.isEmpty { return "<\(mailbox)>" }
        return "\(EncodedWord.encode(address.name, as: .phrase, column: 4)) <\(mailbox)>"
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
    }

    /// The message's header without the fields that its recipients must not see: a notice may be passed on.
    static func withoutBcc(_ header: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var isHidden = false
        for line in header.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if text.isEmpty { break }
            if text.first != 32, text.first != 9 {
                let name = String(decoding: text.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
                isHidden = ["bcc", "resent-bcc"].contains(name.filter { $0 != " " && $0 != "\t" })
            }
            if !isHidden { kept += text + [UInt8(ascii: "\n")] }
        }
        return kept
    }
}
