// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A mail as `POST /message` of the secure service takes it: a sender, recipients, and a whole message (RFC 5322).
///
/// The documentation tells what is in it and not what the fields are called, so the names come from the settings.
struct SecureMessage: Sendable {
    /// The sender's address.
    var sender: String
    /// The recipients' addresses.
    var recipients: [String]
    /// The Message-ID with its angle brackets.
    var messageID: String

    /// Checks the fields.
    init(_ json: JSON, _ settings: SecureSettings) throws(Rejection) {
        let fields = try Fields(
            json, known: [settings.senderField, settings.recipientsField, settings.messageField])
        sender = try fields.address(settings.senderField)
        recipients = try Self.recipients(json[settings.recipientsField], at: settings.recipientsField)
        let text = try fields.required(settings.messageField)
        switch settings.messageForm {
        case .text:
            messageID = try Self.messageID(of: text, at: settings.messageField)
        case .base64:
            guard let data = Data(base64Encoded: text) else {
                throw Rejection(400, "must be Base64 without line breaks", at: settings.messageField)
            }
            messageID = try Self.messageID(of: String(decoding: data, as: UTF8.self), at: settings.messageField)
        }
    }

    /// Takes both forms that a client may have guessed: an array of addresses, or one string with commas.
    private static func recipients(_ json: JSON?, at name: String) throws(Rejection) -> [String] {
        var addresses: [String] = []
        switch json {
        case nil:
            throw Rejection(400, "the field is required", at: name)
        case .string(let text):
            addresses = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        case .array(let elements):
            for element in elements {
                guard let text = element.string else {
                    throw Rejection(400, "must hold strings, not \(element.kind)", at: name)
                }
                addresses.append(text)
            }
        case .some(let other):
            throw Rejection(400, "must be an array or a string, not \(other.kind)", at: name)
        }
        guard !addresses.isEmpty else { throw Rejection(400, "must hold at least one address", at: name) }
        guard addresses.allSatisfy(MailboxSyntax.isAddress) else {
            throw Rejection(400, "must hold one e-mail address in each place", at: name)
        }
        return addresses
    }

    /// Checks that it is a message with what the documentation asks of one: a date and a Message-ID.
    private static func messageID(of text: String, at name: String) throws(Rejection) -> String {
        let bytes = text.utf8
        guard let end = text.utf8.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound else {
            throw Rejection(400, "must be a message with CRLF line ends and an empty line after its header", at: name)
        }
        let header = String(decoding: bytes[..<end], as: UTF8.self)
        var values: [String: String] = [:]
        var last: String?
        for line in header.split(separator: "\r\n" as Character, omittingEmptySubsequences: false) {
            if let first = line.first, first == " " || first == "\t" {
                guard let last else { throw Rejection(400, "the header begins with a folded line", at: name) }
                values[last]? += line
                continue
            }
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
                throw Rejection(400, "the header has a line without a field name", at: name)
            }
            let field = line[..<colon].lowercased()
            values[field] = String(line[line.index(after: colon)...])
            last = field
        }
        for field in ["date", "from", "message-id"] where values[field] == nil {
            throw Rejection(400, "the message has no \(field) field", at: name)
        }
        let identity = (values["message-id"] ?? "").trimmingCharacters(in: .whitespaces)
        guard identity.hasPrefix("<"), identity.hasSuffix(">"), identity.contains("@") else {
            throw Rejection(400, "the message has no proper message-id", at: name)
        }
        return identity
    }
}
