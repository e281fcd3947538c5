// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension CallDefinition {
    /// `address`: compares the addresses in header fields (RFC 5228, section 5.1).
    static let address = CallDefinition(
        "address",
        parameters: [
            ParameterDefinition(name: "header names", kind: .strings),
            ParameterDefinition(name: "keys", kind: .strings),
        ],
        accepts: [.comparator, .matchType, .addressPart],
        making: .test { call, _, checker in
            for name in call.strings(0) {
                guard let constant = name.constant, FieldName.isValid(constant),
                    !addressFields.contains(constant.lowercased())
                else { continue }
                let near = checker.findings.nearest(to: constant, in: addressFields.sorted()).map {
                    "did you mean \"\($0)\"?"
                }
                checker.findings.error(
                    "the header field \(constant) holds no addresses that this test could look at", at: name.range,
                    suggestion: near ?? "use the test header, or one of From, To, Cc, Bcc, Sender, Reply-To")
            }
            guard let value = checker.valueTest(of: call, keys: call.strings(1)) else { return nil }
            return AddressTest(
                fields: checker.fieldQuery(of: call, names: call.strings(0)), part: checker.addressPart(of: call),
                value: value)
        })

    /// The fields whose body is a list of addresses; on others the test is an error, as RFC 5228 allows.
    private static let addressFields: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to", "resent-cc", "resent-bcc",
        "resent-sender", "resent-reply-to", "return-path", "delivered-to", "x-original-to", "envelope-to", "errors-to",
        "apparently-to", "mail-followup-to", "mail-reply-to", "disposition-notification-to", "return-receipt-to",
        "x-envelope-to", "x-envelope-from", "original-recipient", "for-approval", "for-handling", "for-comment",
        "list-post", "approved-by", "abuse-reports-to", "read-receipt-to", "return-receipt-requested",
        "registered-mail-reply-requested-by", "x-admin", "x-confirm-reading-to",
        "x-complaints-to", "x-report-abuse-to", "x-beenthere", "x-original-from",
    ]
}

private struct AddressTest: CompiledTest {
    let fields: FieldQuery
    let part: any AddressPart
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        let isFound = try fields.contains(in: &run) { field, origin, run throws(ScriptFault) in
            if field.addresses.isEmpty {
                for mailbox in AddressSyntax.mailboxes(in: field.value, orWhole: part.takesInvalid) {
                    if try offer(mailbox, from: origin, to: &session, in: &run) { return true }
                }
            } else {
                for address in field.addresses {
                    if try offer(address.mailbox, from: origin, to: &session, in: &run) { return true }
                }
            }
            return false
        }
        if isFound { return true }
        return try session.finish(in: &run)
    }

    private func offer(
        _ mailbox: String, from origin: String, to session: inout MatchSession, in run: inout Run
    ) throws(ScriptFault) -> Bool {
        let bytes = mailbox.utf8.span
        guard let range = part.range(in: bytes) else { return false }
        return try session.offer(bytes.extracting(range), from: origin, in: &run)
    }
}
