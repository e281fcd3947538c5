// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How the bytes of a body part stand in the message.
///
/// RFC 2045, section 6.1; uuencode is older than MIME and still met.
public enum TransferEncoding: String, Sendable, Hashable, Codable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case binary
    case quotedPrintable = "quoted-printable"
    case base64
    case uuencode = "x-uuencode"
}
