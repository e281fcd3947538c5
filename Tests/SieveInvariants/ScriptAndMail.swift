// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading

/// A script and a mail in one file: the script, a line `%%`, the mail.
///
/// One byte sequence holds both, because a fuzzer changes one; it stays text, so that a person can read and write it.
struct ScriptAndMail {
    var script: [UInt8]
    var message: Message
    var sender: String?
    var recipients: [String]

    private static let separator = Array("\n%%\n".utf8)

    init(_ bytes: [UInt8]) {
        var mail: [UInt8] = []
        script = bytes
        if let range = Self.separatorRange(in: bytes) {
            script = Array(bytes[...range.lowerBound])
            mail = Array(bytes[range.upperBound...])
        }
        let message = MessageReader().read(mail)
        let named = ["To", "Cc", "Bcc"].flatMap { message.addresses(in: $0).map(\.mailbox) }
        self.message = message
        sender = message.addresses(in: "From").first?.mailbox
        recipients = named.prefix(2) + ["piet+x@client.example"]
    }

    private static func separatorRange(in bytes: [UInt8]) -> Range<Int>? {
        var start = 0
        while start + separator.count <= bytes.count {
            guard let newline = bytes[start...].firstIndex(of: separator[0]) else { return nil }
            let end = newline + separator.count
            if end <= bytes.count, bytes[newline..<end].elementsEqual(separator) { return newline..<end }
            start = newline + 1
        }
        return nil
    }
}
