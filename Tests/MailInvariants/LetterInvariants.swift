// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import FoundationEssentials
import MarkupReading
import Invariants
import Mail
import Routes
import TransferEncodings

/// What holds of the requests that routes make of a mail.
enum LetterInvariants {
    private struct Letter: Decodable {
        struct Attachment: Decodable {
            var attachment: String
            var attachment_name: String
            var attachment_type: String
        }
        var message_body: String
        var sender_email: String
        var sender_real_name: String
        var subject: String
        var recipient_email: String
        var attachments: [Attachment]
    }

    private struct Mail: Decodable {
        var message: String
    }

    private static let gateway: Gateway? = {
        let token = TokenConfiguration(clientID: "1", clientSecret: { "" }, cacheFile: "/nonexistent")
        return try? Gateway(
            GatewayConfiguration(url: "http://127.0.0.1:9/base", token: token), client: HTTPClient())
    }()
    private static let registered = gateway.flatMap { gateway in
        try? RegisteredRoute(gateway: gateway) { plainText(fromHTML: $0) }
    }
    private static let secure = gateway.flatMap { try? SecureRoute(gateway: $0) }

    static func check(_ message: Message) throws(InvariantFailure) {
        guard let registered, let secure else { throw InvariantFailure(description: "there is no route") }
        let sender = message.addresses(in: "From").first ?? Address(name: "S", mailbox: "s@office.example")
        for recipient in message.addresses(in: "To").prefix(2).map(\.mailbox) + ["r@client.example"] {
            let delivery = Delivery(
                message: message, sender: sender, recipients: [recipient],
                identifier: "00000000-0000-4000-8000-000000000000")
            // What a route refuses to make is not sent.
            if let request = try? registered.prepare(delivery) { try check(request, of: delivery) }
            if let request = try? secure.prepare(delivery) { try checkSecure(request, of: delivery) }
        }
    }

    private static func check(_ request: PreparedRequest, of delivery: Delivery) throws(InvariantFailure) {
        let body = request.bodyBytes()
        guard let letter = try? JSONDecoder().decode(Letter.self, from: Data(body)) else {
            throw InvariantFailure(description: "a letter is no JSON: \(String(decoding: body, as: UTF8.self))")
        }
        try require(letter.recipient_email == delivery.recipients.first, "another recipient")
        try require(letter.sender_email == delivery.sender.mailbox, "another sender")
        for line in [letter.subject, letter.sender_real_name] + letter.attachments.map(\.attachment_name) {
            try require(line.isPlain() && !line.isEmpty, "a letter has a line of controls: \(line)")
        }
        for attachment in letter.attachments {
            try require(!attachment.attachment_name.contains("/"), "an attachment's name is a path")
            try require(Data(base64Encoded: attachment.attachment) != nil, "an attachment is no Base64")
        }
        try require(request.summary.remarks.allSatisfy { $0.isPlain() }, "a remark is more than one line")
        try checkContents(letter, delivery.message)
    }

    /// Attachments in order, each with the bytes that the mail has; what is encrypted lies in the whole mail alone.
    private static func checkContents(_ letter: Letter, _ message: Message) throws(InvariantFailure) {
        var sent = letter.attachments.compactMap { Data(base64Encoded: $0.attachment) }[...]
        let isWhole = letter.attachments.last?.attachment_name == "message.eml"
        let mail = isWhole ? sent.last?.filter { $0 != 0x0D } : nil
        for part in message.parts where part.role == .attachment || part.role == .extraText {
            let content = message.source.withBytes(in: part.range) { ContentDecoder.content(of: $0, in: part.encoding) }
            // A text before it that is not the letter is sent as well.
            while let first = sent.first, Array(first) != content.bytes { sent.removeFirst() }
            if sent.popFirst() == nil {
                let raw = message.source.bytes(in: part.range).filter { $0 != 0x0D }
                try require(mail?.contains(raw) == true, "the content of part \(part.path) is not sent")
            }
        }
    }

    private static func checkSecure(_ request: PreparedRequest, of delivery: Delivery) throws(InvariantFailure) {
        let body = request.bodyBytes()
        guard let mail = try? JSONDecoder().decode(Mail.self, from: Data(body)) else {
            throw InvariantFailure(description: "a request is no JSON")
        }
        let lines = Array(mail.message.utf8).split(separator: 10, omittingEmptySubsequences: false)
        for line in lines.prefix(while: { $0 != [13] && !$0.isEmpty }) {
            let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
            try require(
                !["bcc", "resent-bcc", "x-sealpost-route"].contains(name), "a hidden field leaves: \(name)")
        }
    }
}
