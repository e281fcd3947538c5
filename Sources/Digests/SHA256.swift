// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CNettle

/// A SHA-256 digest being computed, fed in chunks of any size.
///
/// Not copyable, so that nothing can be added to one that is finished; ``finish()`` ends it.
/// FIPS 180-4, section 6.2; nettle_sha256_update, of Nettle's sha2.h.
public struct SHA256: ~Copyable {
    private var context = sha256_ctx()

    /// Starts a digest.
    public init() {
        nettle_sha256_init(&context)
    }

    /// Adds the bytes of `chunk`.
    public mutating func update(_ chunk: UnsafeRawBufferPointer) {
        guard let base = chunk.baseAddress else { return }
        nettle_sha256_update(&context, chunk.count, base.assumingMemoryBound(to: UInt8.self))
    }

    /// Adds `bytes`.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Ends the computation and gives its result.
    public consuming func finish() -> Digest {
        let bytes = [UInt8](unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
            nettle_sha256_digest(&context, Digest.byteCount, buffer.baseAddress)
            count = Digest.byteCount
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
