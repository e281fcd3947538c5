// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The accounts of the secure service, by domain.
struct DomainBook: Sendable {
    private var accounts: [String: DomainAccount] = [:]
    private let settings: SecureSettings

    init(_ settings: SecureSettings) {
        self.settings = settings
        for domain in settings.domains {
            accounts[domain.lowercased()] = DomainAccount(domain.lowercased(), valid: true, waits: nil)
        }
    }

    /// The account of a domain.
    subscript(domain: String) -> DomainAccount? { accounts[domain.lowercased()] }

    /// Makes an account; the domain is lower case and has none yet.
    mutating func add(_ domain: String) -> DomainAccount {
        let account = DomainAccount(domain, valid: false, waits: settings.validAfter)
        accounts[domain] = account
        return account
    }

    /// Answers a question for an account, which may be the one that makes it valid.
    mutating func ask(_ domain: String) -> DomainAccount? {
        accounts[domain.lowercased()]?.ask()
        return self[domain]
    }

    /// Sets whether a domain is valid; makes the account if there is none.
    mutating func set(_ domain: String, valid: Bool) {
        let name = domain.lowercased()
        accounts[name] = DomainAccount(name, valid: valid, waits: nil)
    }

    /// Why a sender may not send; nil if it may.
    func objection(to sender: String) -> Rejection? {
        let domain = sender.split(separator: "@").last.map { $0.lowercased() } ?? ""
        guard let account = accounts[domain] else {
            return Rejection(403, "there is no account for the sender's domain", at: domain)
        }
        return account.isValid
            ? nil
            : Rejection(
                settings.unverifiedStatus, "the sender's domain is not valid yet: publish its DNS records", at: domain)
    }
}
