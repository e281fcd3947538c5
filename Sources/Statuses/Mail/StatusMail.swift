// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import MarkupReading
public import Mail
import RegularExpressions

/// What a mail that may be a service's says, before anybody has looked whether it is.
public struct StatusMail: Sendable, Hashable {
    /// The tokens it holds, each once.
    public var tokens: [String]
    /// What it means; nil where no pattern of the settings fits, or patterns of several events do.
    public var event: DeliveryEvent?
    /// The subject, in one line.
    public var subject: String
    /// Subject and text with single spaces, in which other things can be looked for.
    public var words: String
    /// The date as it stands in the mail.
    public var date: String
    /// The moment that it names; nil where it names none.
    public var time: Timestamp?
    /// The Message-ID.
    public var reference: String
    /// The Message-IDs of the mails that it answers or is about.
    public var related: Set<String>

    /// The most characters of the text that are looked through.
    private static let longestText = 200_000

    /// Reads a mail; nil where it does not claim to be by the form's domain.
    public init?(_ message: Message, as form: StatusMailForm) {
        // A second author could be the one that is shown.
        let authors = message.addresses(in: "From")
        guard message.fields(named: "From").count == 1, authors.count == 1, form.covers(authors[0].domain) else {
            return nil
        }
        let html = message.html.map { plainText(fromHTML: $0) } ?? ""
        let text = String("\(message.text ?? "")\n\(html)".prefix(Self.longestText))
        subject = String(message.subject.onOneLine.prefix(StatusXML.longestValue))
        words = "\(message.subject)\n\(text)".split(whereSeparator: \.isWhitespace).joined(separator: " ")
        tokens = form.token.map { Self.tokens($0, in: text) } ?? []
        let fitting = Set(form.meanings.filter { Self.fits($0, message.subject, text) }.map(\.event))
        event = fitting.count == 1 ? fitting.first : nil
        date = String((message.value(of: "Date") ?? "").onOneLine.prefix(100))
        time = message.date.map(Timestamp.init(seconds:))
        reference = String((message.messageID ?? "").onOneLine.prefix(StatusXML.longestValue))
        related = Set(
            ["In-Reply-To", "References"].flatMap { message.fields(named: $0) }.flatMap {
                $0.value.split { "<> ,\t".contains($0) }.map(String.init)
            })
    }

    /// The report that the mail is.
    public func report(token: String, _ genuineness: Genuineness) -> StatusReport {
        StatusReport(
            origin: .mail, event: event, ticket: token, text: subject, date: date, time: time, reference: reference,
            genuineness: genuineness)
    }

    private static func fits(_ meaning: StatusMailForm.Meaning, _ subject: String, _ text: String) -> Bool {
        guard meaning.subject != nil || meaning.body != nil else { return false }
        return meaning.subject.map { $0.matches(subject.utf8.span) } ?? true
            && meaning.body.map { $0.matches(text.utf8.span) } ?? true
    }

    /// All tokens; a few at most, as a mail with many is no status mail.
    private static func tokens(_ pattern: RegularExpression, in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var tokens: [String] = []
        var start = 0
        while start < bytes.count, tokens.count < 10 {
            guard let match = pattern.firstMatch(in: bytes.span.extracting(start..<bytes.count), groups: 1),
                let whole = match[0], !whole.isEmpty
            else { break }
            let group = (match.count > 1 ? match[1] : nil) ?? whole
            let escaped = String(
                decoding: bytes[(start + group.lowerBound)..<(start + group.upperBound)], as: UTF8.self)
            // A full stop behind it ends the sentence.
            let token = (Self.unescaped(escaped) ?? escaped).trimmingSuffix { $0 == "." }
            if !token.isEmpty, !tokens.contains(token) { tokens.append(token) }
            start += whole.upperBound
        }
        return tokens
    }

    /// A text without the escapes of an address (RFC 3986, section 2.1); nil where they are broken.
    private static func unescaped(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, condition(last) { text = text.dropLast() }
        return String(text)
    }
}
