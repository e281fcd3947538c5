// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Mail
import Reading

/// What tells one letter from another, in whatever envelope it comes: a digest over what its recipient gets to read.
///
/// In it are the author's address, the subject, and of each part the file name and the decoded bytes. Not in it is what a mail
/// program makes anew when a letter is sent a second time (Message-ID, Date, boundaries, transfer encodings, line ends,
/// signatures), what mail systems add on the way (Received and the like), and whom else the letter is for.
enum ContentDigest {
    /// The SHA-256 of the letter, in hexadecimal digits.
    static func of(_ message: Message, from author: Address) -> String {
        var digest = SHA256()
        digest.update(netstring("sealpost-content-1"))
        digest.update(netstring(author.canonical))
        digest.update(netstring(message.subject.split(whereSeparator: \.isWhitespace).joined(separator: " ")))
        for part in message.parts where !signatures.contains(part.mediaType.essence) {
            digest.update(netstring(part.fileName))
            // A digest of its own has a fixed length, so no part can run into the next.
            digest.update(self.digest(of: part, in: message).bytes)
        }
        return digest.finish().hexadecimal
    }

    /// Detached signatures hold the time of signing: of what is signed twice only they differ (RFC 3156, RFC 8551).
    private static let signatures: Set<String> = [
        "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    ]

    private static func netstring(_ text: String) -> [UInt8] { Array("\(text.utf8.count):\(text),".utf8) }

    /// Decoded in pieces, so that memory doesn't grow with the part.
    private static func digest(of part: BodyPart, in message: Message) -> Digest {
        var digest = PartDigest(isText: ["text", "message"].contains(part.mediaType.type))
        message.decode(part) { digest.update($0) }
        return digest.finish()
    }
}

/// The digest of one part: of a text without CR and without the empty lines at its end, which come and go between programs.
private struct PartDigest: ~Copyable {
    private var digest = SHA256()
    /// Line ends that may be the last ones.
    private var pending = 0
    private let isText: Bool

    init(isText: Bool) { self.isText = isText }

    mutating func update(_ chunk: UnsafeRawBufferPointer) {
        guard isText else { return digest.update(chunk) }
        let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var text: [UInt8] = []
        text.reserveCapacity(chunk.count + pending)
        for byte in chunk where byte != carriageReturn {
            if byte == lineFeed {
                pending += 1
            } else {
                text.append(contentsOf: repeatElement(lineFeed, count: pending))
                pending = 0
                text.append(byte)
            }
        }
        digest.update(text)
    }

    consuming func finish() -> Digest { digest.finish() }
}
