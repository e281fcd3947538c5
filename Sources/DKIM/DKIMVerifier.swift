// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
public import Mail

/// Checks the signatures of a message: DomainKeys Identified Mail.
///
/// RFC 6376 with RFC 8301 and RFC 8463: rsa-sha256 and ed25519-sha256, keys of 1024 bits at least. Stricter than these in two
/// points, since a state hangs on the result: a signature over a part of the text (`l=`) shows nothing, nor does one of a
/// domain that says it is testing (`t=y`).
public struct DKIMVerifier: Sendable {
    /// The most signatures of one message that are checked, from the top: each costs a look-up.
    public static let mostSignatures = 8

    private let keys: any DKIMKeySource

    /// Makes a verifier that finds keys in `keys`.
    public init(keys: any DKIMKeySource) { self.keys = keys }

    /// Checks all signatures, from the top; waits for look-ups.
    ///
    /// - Parameters:
    ///   - message: The whole message; its lines may end with LF alone, as in a Maildir.
    ///   - now: What time it is for signatures that expire.
    public func verify(_ message: [UInt8], at now: Timestamp = .now()) -> [DKIMResult] {
        guard let message = RawMessage(message) else {
            let reason = "a line of the header is no field"
            return [DKIMResult(domain: "", outcome: .bad(reason: reason), unsignedFields: [])]
        }
        let signatures = message.fields.indices.filter { message.fields[$0].name == "dkim-signature" }
        return signatures.enumerated().map { count, index in
            count < Self.mostSignatures
                ? verify(index, of: message, at: now)
                : Self.unusable(index, of: message, "there are too many before it")
        }
    }

    /// A signature that shows nothing; the domain is what it says, for whoever has to know of all of that domain.
    private static func unusable(_ index: Int, of message: RawMessage, _ reason: String) -> DKIMResult {
        let domain = TagList(message.fields[index].value)?.compact("d")?.lowercased() ?? ""
        return DKIMResult(
            domain: domain, outcome: .bad(reason: reason), unsignedFields: Set(message.fields.map(\.name)))
    }

    private func verify(_ index: Int, of message: RawMessage, at now: Timestamp) -> DKIMResult {
        let signature: Signature
        do throws(Signature.Unusable) {
            signature = try Signature(message.fields[index].value)
        } catch {
            return Self.unusable(index, of: message, error.reason)
        }
        let (signed, unsigned) = Self.select(signature.fields, of: message)
        var result = DKIMResult(domain: signature.domain, outcome: .good, unsignedFields: unsigned)
        if let reason = objection(to: signature, of: message, at: now) {
            result.outcome = .bad(reason: reason)
            return result
        }
        var header = signed.flatMap { signature.header.field(message.fields[$0].bytes) }
        // Its own field comes last, and without a line end.
        header += signature.header.field(Signature.withoutSignature(message.fields[index].bytes)).dropLast(2)
        result.outcome = check(signature, over: header)
        return result
    }

    /// What can be said against a signature without its key.
    private func objection(to signature: Signature, of message: RawMessage, at now: Timestamp) -> String? {
        if let expires = signature.expires, now.seconds > expires { return "it has expired" }
        guard SHA256.digest(of: signature.body.body(message.body)).bytes == signature.bodyHash else {
            return "the text was changed after it was signed"
        }
        return nil
    }

    private func check(_ signature: Signature, over header: [UInt8]) -> DKIMResult.Outcome {
        do {
            let texts = try keys.records(at: "\(signature.selector)._domainkey.\(signature.domain)")
            let records = try texts.compactMap { try KeyRecord($0) }
            guard let record = records.first else { return .bad(reason: "its domain publishes no such key") }
            guard records.count == 1 else { return .bad(reason: "its domain publishes several keys of that name") }
            guard record.algorithm == signature.algorithm else {
                return .bad(reason: "its key is for another algorithm")
            }
            guard !record.isStrict || signature.identityDomain == signature.domain else {
                return .bad(reason: "its key is not for subdomains")
            }
            return try record.verifies(signature.signature, of: header)
                ? .good : .bad(reason: "the header was changed after it was signed, or somebody else signed it")
        } catch let fault as DKIMKeyFault {
            return .unknown(reason: fault.description)
        } catch let fault as KeyRecord.Unusable {
            return .bad(reason: fault.reason)
        } catch {
            return .unknown(reason: "\(error)")
        }
    }

    /// The signed fields: of several of one name the last counts first (RFC 6376, section 5.4.2).
    /// - Returns: Their places in the order of signing, and the names of which a field is left over.
    static func select(_ names: [String], of message: RawMessage) -> (signed: [Int], unsigned: Set<String>) {
        var places: [String: [Int]] = [:]
        for (index, field) in message.fields.enumerated() { places[field.name, default: []].append(index) }
        let signed = names.compactMap { places[$0]?.popLast() }
        return (signed, Set(places.filter { !$0.value.isEmpty }.keys))
    }
}
