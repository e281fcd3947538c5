// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules
import Testing

/// What RFC 5490 means where `fileinto` names a route.
@Suite struct MailboxTests {
    private func route(_ test: String) -> Decision.Action {
        let rules =
            #"require ["mailbox", "fileinto"]; if \#(test) { fileinto :create "secure"; stop; } fileinto "plain";"#
        return RuleSet(files: [RuleFile(name: "a.sieve", text: rules)], profile: Profile(routes: routes)).decide(
            message: read(Array(ordinaryMail.utf8)), sender: nil, recipient: "piet@client.example"
        ).action
    }

    @Test("the names that exist are those of the routes, and hold")
    func names() {
        #expect(route(#"mailboxexists "registered""#) == RulesTests.route("secure"))
        #expect(route(#"mailboxexists ["registered", "hold"]"#) == RulesTests.route("secure"))
        #expect(route(#"mailboxexists ["registered", "registered-fr"]"#) == RulesTests.route("plain"))
        #expect(route(#"mailboxexists "INBOX""#) == RulesTests.route("plain"))
    }
}
