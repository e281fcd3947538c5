// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Rules
import Sieve
import Testing

@Suite struct ExplanationTests {
    private func explanation(_ rules: String, mail: String = ordinaryMail) -> Explanation {
        RuleSet(files: [RuleFile(name: "a.sieve", text: head + rules)], profile: Profile(routes: routes))
            .explain(
                message: read(Array(mail.utf8)), sender: nil,
                recipients: ["piet@client.example", "collega@office.example"])
    }

    @Test("recipients for whom all is equal are told of together, with the value that matched")
    func grouped() {
        let text = explanation(#"if header :contains "subject" "opzeg" { fileinto "secure"; }"#).text(colour: false)
        #expect(
            text == """
                piet@client.example, collega@office.example: secure
                  a.sieve:2  fileinto "secure"
                    a.sieve:2  header :contains "subject" "opzeg" true
                      Subject: "Opzegging" matches "opzeg"

                """)
    }

    @Test("colours only where they are wanted")
    func colours() {
        let told = explanation(#"fileinto "secure";"#)
        #expect(told.text(colour: true).contains("\u{1B}[32msecure\u{1B}[0m"))
        #expect(!told.text(colour: false).contains("\u{1B}"))
    }

    @Test("a writer's request that isn't honoured is a note")
    func notes() {
        let text = explanation(
            #"fileinto "secure";"#, mail: "X-Sealpost-Campaign: a\nX-Sealpost-Else: b\n" + ordinaryMail
        ).text(colour: false)
        #expect(text.contains("note: the message's own X-Sealpost-Campaign is not honoured"))
        #expect(text.contains("note: the message's X-Sealpost-Else is no option"))
    }

    @Test("as JSON it can be read back")
    func json() throws {
        let told = explanation(#"if header :matches "subject" "*" { fileinto "secure"; }"#)
        let decoded = try JSONDecoder().decode(Explanation.self, from: JSONEncoder().encode(told))
        #expect(decoded.recipients.map(\.route) == ["secure", "secure"])
        #expect(decoded.recipients[0].tests.first?.match?.value == "Opzegging")
        #expect(decoded.text(colour: false) == told.text(colour: false))
    }

    @Test("nothing that a mail or a rule brings moves the cursor of a terminal")
    func controlCharacters() {
        let mail = "X-Tag: a\u{1B}[2Jb\n" + ordinaryMail
        for rules in ["reject \"no\u{1B}\n\";", "fileinto \"\u{1B}c\";"] {
            let text = explanation("if header :matches \"x-tag\" \"*\u{1B}*\" { \(rules) }", mail: mail).text(
                colour: false)
            #expect(text.contains("x-tag") && !text.contains("\u{1B}"))
        }
    }
}
