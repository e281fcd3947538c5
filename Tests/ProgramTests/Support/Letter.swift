// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sandbox
import Testing

/// A mail as the secure service got it.
struct Letter {
    /// The envelope.
    let sender: String
    let recipients: [String]
    /// The lines of the header, and the body with LF line ends.
    let header: [String]
    let body: String
    /// Whether it came once.
    let isFirst: Bool

    init(_ request: AcceptedRequest) throws {
        sender = request.sender
        recipients = request.recipients
        isFirst = request.occurrence == 1
        let message = try #require(request.fields["message"]?.string)
        let end = try #require(message.range(of: "\r\n\r\n"))
        header = message[..<end.lowerBound].components(separatedBy: "\r\n")
        // All line ends are CRLF there, so none may be left when they are taken off.
        body = message[end.upperBound...].replacingOccurrences(of: "\r\n", with: "\n")
    }

    /// The values of the fields of a name.
    func fields(_ name: String) -> [String] {
        header.filter { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
}
