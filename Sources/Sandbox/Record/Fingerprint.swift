// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import Foundation

/// The SHA-256 of some bytes, by which a recipient can check an attachment (FIPS 180-4).
struct Fingerprint: Sendable, Hashable {
    /// The 64 lower-case hexadecimal digits, as sha256sum(1) prints them.
    let hexadecimal: String

    /// Computes the fingerprint of bytes.
    init(of data: Data) {
        var digest = SHA256()
        data.withUnsafeBytes { digest.update($0) }
        hexadecimal = digest.finish().hexadecimal
    }

    /// Takes a fingerprint that was written down; nil if it is none.
    init?(hexadecimal: String) {
        guard hexadecimal.utf8.count == 64, hexadecimal.allSatisfy(\.isHexDigit) else { return nil }
        self.hexadecimal = hexadecimal
    }

    /// The 44 characters of Base64, the form of the status XML's example.
    var base64: String {
        var bytes = Data()
        var rest = hexadecimal.utf8[...]
        while !rest.isEmpty {
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes.base64EncodedString()
    }
}
