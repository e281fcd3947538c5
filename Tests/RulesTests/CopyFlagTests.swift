// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules
import Testing

/// What flags of RFC 5232 mean for the copy of a sent mail.
@Suite struct CopyFlagTests {
    private func explained(_ rules: String..., profile: Profile = Profile(routes: routes)) -> RecipientExplanation {
        let head = #"require ["imap4flags", "fileinto"]; "#
        let files = rules.enumerated().map { RuleFile(name: "\($0.offset).sieve", text: head + $0.element) }
        return RuleSet(files: files, profile: profile).explain(
            message: read(Array(ordinaryMail.utf8)), sender: nil, recipients: ["piet@client.example"]
        ).recipients[0]
    }

    @Test("the flags of the action that chose become those of the copy, the last one's where there are several")
    func chosen() {
        #expect(explained(#"fileinto "plain";"#).options == RouteOptions())
        #expect(explained(#"setflag "\\flagged"; fileinto "plain";"#).options?.copyFlags == [.flagged])
        #expect(
            explained(#"fileinto :flags ["\\Seen", "\\Answered"] "plain";"#).options?.copyFlags == [.answered, .seen])
        let twice = #"fileinto :flags "\\Seen" "plain"; fileinto :flags "\\Flagged" "plain";"#
        #expect(explained(twice).options?.copyFlags == [.flagged])
    }

    @Test("flags pass from file to file, to the default route too")
    func passed() {
        let profile = Profile(routes: routes, defaultRoute: RouteName("secure"))
        #expect(explained(#"setflag "\\Flagged";"#, "# nothing", profile: profile).options?.copyFlags == [.flagged])
        #expect(explained(#"setflag "\\Flagged";"#, #"fileinto "plain";"#).options?.copyFlags == [.flagged])
    }

    @Test("a flag that a copy can't have changes nothing, and is told")
    func impossible() {
        let told = explained(#"setflag ["\\Draft", "$Work"]; fileinto "plain";"#)
        #expect(told.options == RouteOptions())
        #expect(
            told.notes == [
                #"the flag \Draft does nothing for the copy of a sent mail: it is not the rules' to set"#,
                "the flag $Work does nothing for the copy of a sent mail: a Maildir keeps no keywords",
            ])
    }
}
