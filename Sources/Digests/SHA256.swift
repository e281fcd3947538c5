// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCrypto

/// A SHA-256 digest being computed, fed in chunks of any size.
///
/// Not copyable, since it owns a C context; ``finish()`` ends it.
/// FIPS 180-4, section 6.2; EVP_DigestInit_ex(3).
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Starts a digest.
    public init() {
        // Only failing memory allocation, or a libcrypto without SHA-256, could make these fail: nothing to go on with.
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto gives no SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds the bytes of `chunk`.
    public mutating func update(_ chunk: UnsafeRawBufferPointer) {
        guard let base = chunk.baseAddress, chunk.count > 0 else { return }
        EVP_DigestUpdate(context, base, chunk.count)
    }

    /// Adds `bytes`.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Ends the computation and gives its result.
    public consuming func finish() -> Digest {
        let bytes = [UInt8](unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
            count = EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1 ? Digest.byteCount : 0
        }
        return Digest(bytes)
    }

    /// Computes the digest of `bytes`.
    public static func digest(of bytes: [UInt8]) -> Digest {
        var digest = SHA256()
        digest.update(bytes)
        return digest.finish()
    }
}
