// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCrypto

/// A public key that signatures are checked with: RSA or Ed25519.
///
/// EVP_DigestVerify(3). Not copyable, since it owns a C object.
public struct PublicKey: ~Copyable {
    /// The kind of a key.
    public enum Kind: Sendable, Hashable {
        /// RSA, with signatures of PKCS #1, v1.5, over SHA-256 (RFC 8017, section 8.2).
        case rsa
        /// Ed25519 (RFC 8032).
        case ed25519
    }

    /// The kind.
    public let kind: Kind
    private let key: OpaquePointer

    /// Reads an RSA key: a SubjectPublicKeyInfo (RFC 5280), or a bare RSAPublicKey (RFC 8017); nil for anything else.
    public init?(rsa der: [UInt8]) {
        guard let found = Self.read(der, d2i_PUBKEY) ?? Self.read(der, { d2i_PublicKey(EVP_PKEY_RSA, $0, $1, $2) })
        else { return nil }
        guard EVP_PKEY_get_base_id(found) == EVP_PKEY_RSA else {
            EVP_PKEY_free(found)
            return nil
        }
        kind = .rsa
        key = found
    }

    /// Takes the 32 bytes of an Ed25519 key; nil for anything else.
    public init?(ed25519 bytes: [UInt8]) {
        guard bytes.count == 32, let found = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
        else { return nil }
        kind = .ed25519
        key = found
    }

    deinit { EVP_PKEY_free(key) }

    /// The size in bits.
    public var bits: Int { Int(EVP_PKEY_get_bits(key)) }

    /// Whether a signature over some bytes is this key's.
    public func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        // Ed25519 has a digest of its own.
        let digest = kind == .rsa ? EVP_sha256() : nil
        return EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
    }

    private static func read(
        _ der: [UInt8],
        _ parse: (
            UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
        ) -> OpaquePointer?
    ) -> OpaquePointer? {
        der.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            guard let start = position, let key = parse(nil, &position, buffer.count) else { return nil }
            // What stands behind the key is no part of it.
            guard let end = position, end - start == buffer.count else {
                EVP_PKEY_free(key)
                return nil
            }
            return key
        }
    }
}
