// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import TransferEncodings

/// What a fixture must be read as, in a form that a person can check.
struct Golden: Codable, Equatable {
    struct Part: Codable, Equatable {
        var path: String
        var role: String
        var type: String
        var encoding: String
        var name: String
        var disposition: String
        var contentID: String
        /// The decoded bytes as text, CRLF turned into LF; in Base64 where they are no UTF-8.
        var content: String
    }

    var fields: [String]
    var addresses: [String: [String]]
    var messageID: String?
    var date: Int64?
    var text: String?
    var html: String?
    var parts: [Part]
    var doubts: [String]

    init(_ message: Message) {
        fields = message.header.map { "\($0.name): \($0.value)" }
        addresses = [:]
        for field in message.header where !field.addresses.isEmpty {
            addresses[field.name, default: []] += field.addresses.map { "\($0.name) <\($0.mailbox)>" }
        }
        messageID = message.messageID
        date = message.date
        text = message.text
        html = message.html
        parts = message.parts.map { part in
            let decoded = message.source.withBytes(in: part.range) {
                ContentDecoder.content(of: $0, in: part.encoding).bytes
            }
            let bytes = zip(decoded, decoded.dropFirst() + [0]).filter { $0 != (0x0D, 0x0A) }.map(\.0)
            let content = String(validating: bytes, as: UTF8.self) ?? "base64:" + Base64Encoder.encode(bytes)
            return Part(
                path: part.path, role: part.role.rawValue, type: part.mediaType.essence,
                encoding: part.encoding.rawValue, name: part.fileName, disposition: part.disposition,
                contentID: part.contentID, content: content)
        }
        doubts = message.doubts.map { "\($0.weight.rawValue): \($0.text)" }
    }

    /// Reads the expected form; with SEALPOST_RECORD set, writes what was read instead, for a person to look at.
    static func expected(_ name: String, got: Golden) throws -> Golden {
        let file = Fixtures.folder.appendingPathComponent("\(name).json")
        if ProcessInfo.processInfo.environment["SEALPOST_RECORD"] != nil {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try (try encoder.encode(got) + Data("\n".utf8)).write(to: file)
        }
        return try JSONDecoder().decode(Golden.self, from: try Data(contentsOf: file))
    }
}
