// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a `DKIM-Signature` field says (RFC 6376, section 3.5).
struct Signature {
    /// The algorithms that a signature may have (RFC 8301, RFC 8463).
    enum Algorithm: String {
        case rsa = "rsa-sha256"
        case ed25519 = "ed25519-sha256"
    }

    let algorithm: Algorithm
    let domain: String
    let identityDomain: String
    let selector: String
    let header: Canonicalization
    let body: Canonicalization
    /// The names of the signed fields, in lower case and in order.
    let fields: [String]
    let bodyHash: [UInt8]
    let signature: [UInt8]
    /// When it was made and until when it holds, in seconds since 1970.
    let made: Int64?
    let expires: Int64?

    /// Why a field is no signature that is checked.
    struct Unusable: Error { let reason: String }

    /// Reads the value of a field.
    init(_ value: String) throws(Unusable) {
        guard let tags = TagList(value) else { throw Unusable(reason: "it is not written as a signature is") }
        guard tags["v"] == "1" else { throw Unusable(reason: "its version is not 1") }
        guard let algorithm = Algorithm(rawValue: (tags.compact("a") ?? "").lowercased()) else {
            throw Unusable(reason: "its algorithm is neither rsa-sha256 nor ed25519-sha256")
        }
        // Whoever adds text behind what is counted would have it taken for the signer's.
        guard tags["l"] == nil else { throw Unusable(reason: "it covers a part of the text only (l=)") }
        guard let domain = tags.compact("d"), let selector = tags.compact("s"), Self.isName(domain),
            Self.isName(selector)
        else { throw Unusable(reason: "it names no domain and selector") }
        guard let fields = tags.words("h"), fields.contains("from"), !fields.contains("") else {
            throw Unusable(reason: "it does not cover From")
        }
        guard let bodyHash = Self.decoded(tags["bh"]), let signature = Self.decoded(tags["b"]), !signature.isEmpty
        else {
            throw Unusable(reason: "its hash or signature is no Base64")
        }
        let forms = (tags.compact("c") ?? "simple").lowercased().split(
            separator: "/", omittingEmptySubsequences: false
        ).map { Canonicalization(rawValue: String($0)) }
        guard forms.count <= 2, let header = forms.first ?? nil, let body = forms.count > 1 ? forms[1] : .simple else {
            throw Unusable(reason: "its canonicalization is not known")
        }
        if let methods = tags.words("q"), !methods.contains("dns/txt") {
            throw Unusable(reason: "its key is not in DNS")
        }
        let identity = tags["i"].map { String($0[($0.lastIndex(of: "@") ?? $0.startIndex)...].dropFirst()) } ?? domain
        self.identityDomain = identity.lowercased()
        self.domain = domain.lowercased()
        guard identityDomain == self.domain || identityDomain.hasSuffix("." + self.domain) else {
            throw Unusable(reason: "its identity is not of its domain")
        }
        made = try Self.seconds(tags.compact("t"))
        expires = try Self.seconds(tags.compact("x"))
        if let made, let expires, expires < made { throw Unusable(reason: "it ended before it was made") }
        self.algorithm = algorithm
        self.selector = selector
        self.header = header
        self.body = body
        self.fields = fields
        self.bodyHash = bodyHash
        self.signature = signature
    }

    /// The field without the value of its tag `b`, as it is hashed itself.
    static func withoutSignature(_ field: [UInt8]) -> [UInt8] {
        guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { return field }
        let end = field.suffix(2) == [13, 10] ? field.count - 2 : field.count
        let parts = field[(colon + 1)..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let kept = parts.map { part -> [UInt8] in
            guard let sign = part.firstIndex(of: UInt8(ascii: "=")),
                String(decoding: part[..<sign], as: UTF8.self).trimmed == "b"
            else { return Array(part) }
            return Array(part[...sign])
        }
        return Array(field[...colon]) + kept.joined(separator: [UInt8(ascii: ";")]) + [13, 10]
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy {
                $0 == 45 || $0 == 46 || $0 == 95 || (48...57).contains($0) || (97...122).contains($0 | 32)
            }
    }

    private static func seconds(_ text: String?) throws(Unusable) -> Int64? {
        guard let text else { return nil }
        guard let number = Int64(text), number >= 0 else { throw Unusable(reason: "its times are no numbers") }
        return number
    }

    private static func decoded(_ text: String?) -> [UInt8]? { text.flatMap(Base64.strict) }
}
