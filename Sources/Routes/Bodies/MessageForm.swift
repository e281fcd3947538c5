// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How a whole message stands in a request.
enum MessageForm: String, Sendable, Codable {
    /// Inside a JSON string, with CRLF line ends (RFC 8259, section 7).
    case jsonText
    /// As Base64, with CRLF line ends.
    case base64
    /// As it is, with CRLF line ends, for SMTP.
    case network
    /// As it is, with LF line ends, for programs on this machine.
    case local
}
