// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The request that makes an account of the secure service: a domain, and an address for notifications.
enum AccountRequest {
    /// The domain to make an account for; the address may be missing, as it is in the documentation's example.
    static func domain(_ json: JSON, _ settings: SecureSettings) throws(Rejection) -> String {
        let fields = try Fields(json, known: Set(settings.notifyFields + ["domain"]))
        for name in settings.notifyFields where try fields.optional(name) != nil {
            _ = try fields.address(name)
        }
        let domain = try fields.required("domain").lowercased()
        guard MailboxSyntax.isDomain(domain) else { throw Rejection(400, "must be a domain name", at: "domain") }
        return domain
    }
}
