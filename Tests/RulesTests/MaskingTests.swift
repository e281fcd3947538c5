// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Rules
import Testing

/// A number of a person or an account is never shown, whichever rule came upon it.
@Suite struct MaskingTests {
    private let mail = """
        From: jan@office.example
        To: piet@client.example
        Subject: Dossier 999990019
        X-Sealpost-Own-Id: NL91 ABNA 0417 1643 00
        X-Sealpost-Route: 4111111111111111

        x
        """

    /// Everything that the explanation of these rules says, for people and for programs.
    private func told(_ rules: String, profile: Profile = Profile(routes: routes)) throws -> String {
        let set = RuleSet(files: [RuleFile(name: "a.sieve", text: head + rules)], profile: profile)
        #expect(set.isUsable)
        let explanation = set.explain(
            message: read(Array(mail.utf8)), sender: nil, recipients: ["piet@client.example"])
        return explanation.text(colour: false) + String(decoding: try JSONEncoder().encode(explanation), as: UTF8.self)
    }

    @Test(
        "neither values, commands, options, notes nor reasons show a number",
        arguments: [
            #"if header :contains "subject" "dossier" { fileinto "secure"; }"#,
            #"if header :matches "subject" "*" { fileinto "${1}"; }"#,
            #"if header :matches "subject" "*" { deleteheader "Subject"; addheader "Subject" "Re: ${1}"; fileinto "secure"; }"#,
            #"if header :matches "subject" "*" { reject "not ${1}"; }"#,
            #"if header :matches "subject" "*" { addheader "X-Sealpost-Language" "${1}"; fileinto "secure"; }"#,
            #"if header :matches "subject" "*" { redirect "${1}"; }"#,
            #"if header :matches "x-sealpost-own-id" "*" { addheader "X-Sealpost-Campaign" "${1}"; fileinto "secure"; }"#,
            #"if header :matches "subject" "*" { set "a" "${1}"; } if string :is "${a}" "${a}" { keep; }"#,
            "",
        ])
    func explanations(_ rules: String) throws {
        let open = Profile(
            routes: routes, defaultRoute: RouteName("plain"), writerOptions: [.ownID, .route, .campaign])
        for text in [try told(rules), try told(rules, profile: open)] {
            for number in ["999990019", "0417", "1643", "4111111111111111"] {
                #expect(!text.contains(number), "\(text)")
            }
        }
    }

    @Test("a decision quotes a number masked, and sends it as it is")
    func decisions() {
        let mail = "From: jan@office.example\nTo: piet@client.example\nSubject: BSN 999990019\n\nx"
        let chosen = #"if header :matches "subject" "*" { fileinto "${1}"; }"#
        #expect(holdText(decision(chosen, mail: mail)) == "there is no route \"BSN *******19\" in the settings")
        let refused = decision(#"if header :matches "subject" "*" { reject "not ${1}"; }"#, mail: mail)
        #expect(refused.action == .refuse("not BSN *******19"))
        let edited = decision(
            #"if header :matches "subject" "*" { deleteheader "Subject"; addheader "Subject" "Re: ${1}"; fileinto "secure"; }"#,
            mail: mail)
        #expect(edited.action == route("secure", RouteOptions(subject: "Re: BSN 999990019")))
        let failed = decision(#"if header :matches "subject" "*" { addheader "${1}" "x"; }"#, mail: mail)
        #expect(holdText(failed).contains("\"BSN *******19\" can't be the name"))
    }
}
