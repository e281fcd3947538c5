// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests

/// What a domain publishes of a key (RFC 6376, section 3.6.1).
struct KeyRecord {
    let algorithm: Signature.Algorithm
    let bytes: [UInt8]
    /// Whether signatures may not speak for subdomains.
    let isStrict: Bool

    /// Why a record gives no key.
    struct Unusable: Error { let reason: String }

    /// The smallest and the largest RSA key in bits; the first is that of RFC 8301, section 3.2.
    static let rsaBits = 1024...8192

    /// Reads a record; nil where it is something else than a key.
    init?(_ text: String) throws(Unusable) {
        guard let tags = TagList(text), tags["v"] ?? "DKIM1" == "DKIM1", let key = tags.compact("p") else { return nil }
        guard !key.isEmpty else { throw Unusable(reason: "its key is revoked") }
        switch (tags.compact("k") ?? "rsa").lowercased() {
        case "rsa": algorithm = .rsa
        case "ed25519": algorithm = .ed25519
        default: throw Unusable(reason: "its key is of a kind that is not known")
        }
        if let hashes = tags.words("h"), !hashes.contains("sha256") {
            throw Unusable(reason: "its key is not for SHA-256")
        }
        if let services = tags.words("s"), !services.contains("*"), !services.contains("email") {
            throw Unusable(reason: "its key is not for mail")
        }
        let flags = tags.words("t") ?? []
        guard !flags.contains("y") else { throw Unusable(reason: "its domain says that it only tests DKIM") }
        isStrict = flags.contains("s")
        guard let bytes = Base64.strict(key) else { throw Unusable(reason: "its key is no Base64") }
        self.bytes = bytes
    }

    /// Whether a signature over some bytes is by this key.
    func verifies(_ signature: [UInt8], of bytes: [UInt8]) throws(Unusable) -> Bool {
        switch algorithm {
        case .rsa:
            guard let key = PublicKey(rsa: self.bytes) else { throw Unusable(reason: "its key is no RSA key") }
            guard Self.rsaBits.contains(key.bits) else {
                throw Unusable(reason: "its key has \(key.bits) bits, which is none that is trusted")
            }
            return key.verifies(signature, of: bytes)
        case .ed25519:
            guard let key = PublicKey(ed25519: self.bytes) else { throw Unusable(reason: "its key is no Ed25519 key") }
            // RFC 8463, section 3: what is signed is the hash.
            return key.verifies(signature, of: SHA256.digest(of: bytes).bytes)
        }
    }
}
