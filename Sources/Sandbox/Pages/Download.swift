// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// An attachment as a download: always a file to save, never something that a browser shows under the sandbox's name.
enum Download {
    /// The answer with the content.
    static func reply(_ attachment: RegisteredAttachment) -> Reply {
        let safe = attachment.name.unicodeScalars.allSatisfy {
            $0.isASCII && $0.properties.isAlphabetic || "0123456789.-_ ".unicodeScalars.contains($0)
        }
        // RFC 6266, section 4.3, and RFC 8187: the plain form for old clients, the encoded one for all others.
        let plain = safe ? attachment.name : "attachment"
        let encoded = attachment.name.addingPercentEncoding(withAllowedCharacters: unreserved) ?? plain
        return Reply(
            200,
            [
                HeaderPair("Content-Type", "application/octet-stream"),
                HeaderPair("Content-Disposition", "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"),
            ] + PageFrame.protection, body: attachment.content)
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
