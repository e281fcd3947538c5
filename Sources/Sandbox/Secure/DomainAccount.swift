// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A domain's account with the secure service, and the DNS records that its owner is to publish.
struct DomainAccount: Sendable, Hashable {
    /// The domain, lower case.
    let domain: String
    /// Whether the service has found the records.
    var isValid: Bool
    /// How many questions are answered `unverified` before the domain is valid; nil waits for the command.
    var waits: Int?

    init(_ domain: String, valid: Bool, waits: Int?) {
        self.domain = domain
        self.isValid = valid
        self.waits = waits
    }

    /// Counts one question for the account.
    mutating func ask() {
        guard !isValid, let left = waits else { return }
        if left == 0 { isValid = true } else { waits = left - 1 }
    }

    /// The account as the service shows it, in one of the two documented forms.
    func json(_ shape: SecureSettings.Shape) -> JSON {
        let proof = JSON.string(Fingerprint(of: Data("sealpost-sandbox \(domain)".utf8)).base64)
        let spf: JSON = "v=spf1 include:spf.securemail.invalid ~all"
        let dmarc = JSON.string("v=DMARC1; p=quarantine; rua=mailto:dmarc@\(domain); pct=0; fo=1")
        let key: JSON = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDsandbox"
        let status: JSON = isValid ? "Success" : "Pending"
        switch shape {
        case .flat:
            return [
                "domain": .string(domain),
                "mx": record("MX", "mail", "10 mx1.securemail.invalid"), "spf": record("TXT", "mail", spf),
                "dmarc": record("TXT", "_dmarc.mail", dmarc),
                "ses": record("TXT", "_amazonses.mail", proof, ["status": status]),
                "dkim": record("TXT", "sealpost._domainkey.mail", key, ["status": status]),
            ]
        case .sections:
            return [
                "domain": ["name": .string(domain), "state": isValid ? "valid" : "unverified"],
                "receiving_dns_records": [
                    record("MX", "mail", "mx1.securemail.invalid", ["priority": "10"]),
                    record("MX", "mail", "mx2.securemail.invalid", ["priority": "20"]),
                ],
                "sending_dns_records": [
                    record("TXT", "mail", spf), record("TXT", "sealpost._domainkey.mail", key),
                    record("TXT", "_dmarc.mail", dmarc),
                ],
            ]
        }
    }

    private func record(_ type: JSON, _ label: String, _ value: JSON, _ more: [String: JSON] = [:]) -> JSON {
        let record: [String: JSON] = ["type": type, "hostname": .string("\(label).\(domain)"), "value": value]
        return .object(record.merging(more) { _, last in last })
    }
}
