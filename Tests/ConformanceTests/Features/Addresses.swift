// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5228, section 5.4.
    static let envelope = Feature(
        capabilities: ["envelope"],
        tests: [
            { draft in
                let mailbox = draft.random.pick(draft.envelope + draft.mail.mailboxes)
                let (tags, keys) = draft.comparison(with: draft.addressValue(of: mailbox))
                let parts = draft.random.pick([["from"], ["to"], ["From"], ["to", "from"]])
                return "envelope \(tags)\(draft.addressPart())\(draft.names(parts)) \(keys)"
            }
        ])

    /// RFC 5233.
    static let subaddress = Feature(capabilities: ["subaddress"], addressParts: [":user", ":detail", ":detail"])
}
