// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCrypto

/// A key that signs, made for this process and written nowhere.
///
/// EVP_DigestSign(3). The sandbox signs its mails with one, as the service does that it stands for.
public final class PrivateKey: Sendable {
    /// The kind.
    public let kind: PublicKey.Kind
    // Safe to share: OpenSSL counts references to a key atomically, and nothing here changes it.
    private nonisolated(unsafe) let key: OpaquePointer

    /// Makes an RSA key of so many bits.
    public static func rsa(bits: Int) -> PrivateKey {
        PrivateKey(.rsa) { context in
            EVP_PKEY_keygen_init(context) == 1 && EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1
        }
    }

    /// Makes an Ed25519 key.
    public static func ed25519() -> PrivateKey { PrivateKey(.ed25519) { EVP_PKEY_keygen_init($0) == 1 } }

    private init(_ kind: PublicKey.Kind, _ prepare: (OpaquePointer) -> Bool) {
        let context = EVP_PKEY_CTX_new_id(kind == .rsa ? EVP_PKEY_RSA : EVP_PKEY_ED25519, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var made: OpaquePointer?
        // Only failing memory allocation, or a size that no key has, could make these fail: nothing to go on with.
        guard let context, prepare(context), EVP_PKEY_keygen(context, &made) == 1, let made else {
            preconditionFailure("libcrypto makes no key")
        }
        self.kind = kind
        key = made
    }

    deinit { EVP_PKEY_free(key) }

    /// The public key: for RSA a SubjectPublicKeyInfo, for Ed25519 its 32 bytes.
    public var publicKey: [UInt8] {
        if kind == .ed25519 {
            return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
                count = 32
                if EVP_PKEY_get_raw_public_key(key, buffer.baseAddress, &count) != 1 { count = 0 }
            }
        }
        let size = Int(i2d_PUBKEY(key, nil))
        return [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, count in
            var position = buffer.baseAddress
            count = max(Int(i2d_PUBKEY(key, &position)), 0)
        }
    }

    /// The signature over some bytes.
    public func sign(_ bytes: [UInt8]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let digest = kind == .rsa ? EVP_sha256() : nil
        guard EVP_DigestSignInit(context, nil, digest, nil, key) == 1 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: 2048) { buffer, count in
            count = buffer.count
            if EVP_DigestSign(context, buffer.baseAddress, &count, bytes, bytes.count) != 1 { count = 0 }
        }
    }
}
