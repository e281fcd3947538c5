// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DKIM
public import Mail

/// Finds out whether a mail is by the service that it claims to be by.
///
/// Either its own signature of the service's domain is good, or the receiver's mail server says that it was when the mail
/// came. In both cases that signature has to cover all that is read of the mail: what isn't signed, anybody can put in.
public struct GenuinenessCheck: Sendable {
    /// What the check came to.
    public enum Finding: Sendable, Hashable {
        /// The grounds, or that there are none.
        case settled(Genuineness)
        /// The key can't be had at the moment; why.
        case later(reason: String)
    }

    /// The fields that are read, or that say how the text is to be read.
    static let needed: Set<String> = [
        "from", "subject", "date", "message-id", "content-type", "content-transfer-encoding", "in-reply-to",
        "references",
    ]

    private let verifier: DKIMVerifier

    /// Makes a check that finds keys in `keys`.
    public init(keys: any DKIMKeySource) { verifier = DKIMVerifier(keys: keys) }

    /// Judges a mail; waits for look-ups.
    /// - Parameters:
    ///   - bytes: The whole mail.
    ///   - message: The same, read.
    public func judge(
        _ bytes: [UInt8], _ message: Message, as form: StatusMailForm, at now: Timestamp = .now()
    ) -> Finding {
        let results = verifier.verify(bytes, at: now)
        let own = results.filter { form.covers($0.domain) }
        let whole = own.filter { $0.unsignedFields.isDisjoint(with: Self.needed) }
        if let good = whole.first(where: { $0.outcome == .good }) { return .settled(.signed(domain: good.domain)) }
        if let server = form.authenticator, let signers = Self.signers(message, by: server) {
            // Which of a domain's signatures passed the server doesn't say, and anybody can add one that claims to cover all.
            let passed = results.filter { signers.contains($0.domain) && form.covers($0.domain) || $0.domain.isEmpty }
            if !passed.isEmpty, Set(passed).isSubset(of: whole) { return .settled(.attested(by: server)) }
        }
        for result in whole {
            if case .unknown(let reason) = result.outcome { return .later(reason: reason) }
        }
        return .settled(.unverified(reason: Self.reason(results, own, whole, form)))
    }

    /// The domains that passed by the topmost field, if that is the named server's: any below may be the sender's own.
    private static func signers(_ message: Message, by server: String) -> Set<String>? {
        guard let value = message.value(of: "Authentication-Results"), let results = AuthenticationResults(value),
            results.server == server
        else { return nil }
        return results.signers
    }

    private static func reason(
        _ results: [DKIMResult], _ own: [DKIMResult], _ whole: [DKIMResult], _ form: StatusMailForm
    ) -> String {
        if results.isEmpty { return "it bears no signature" }
        guard !own.isEmpty else {
            let domains = Set(results.map(\.domain).filter { !$0.isEmpty }).sorted().joined(separator: ", ")
            if case .bad(let reason) = results[0].outcome, domains.isEmpty {
                return "its signature shows nothing: \(reason)"
            }
            return "it is signed by \(domains), not by \(form.domain)"
        }
        guard let result = whole.first else {
            // A signature that can be used covers From.
            if case .bad(let reason) = own[0].outcome, own[0].unsignedFields.contains("from") {
                return "its signature shows nothing: \(reason)"
            }
            let open = own[0].unsignedFields.intersection(Self.needed).sorted().joined(separator: ", ")
            return "its signature does not cover \(open)"
        }
        guard case .bad(let reason) = result.outcome else { return "its signature shows nothing" }
        return "its signature shows nothing: \(reason)"
    }
}
