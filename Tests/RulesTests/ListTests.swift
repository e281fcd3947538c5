// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules
import Testing

/// Lists that rules look things up in.
@Suite struct ListTests {
    private func decision(_ content: RuleFile.Content, _ rules: String, profile: Profile = Profile(routes: routes))
        -> Decision
    {
        let file = RuleFile(name: "a.sieve", text: "require [\"fileinto\", \"envelope\", \"extlists\"];\n" + rules)
        let list = ListFile(name: "clients", file: RuleFile(name: "clients.txt", content: content))
        return RuleSet(files: [file], lists: [list], profile: profile)
            .decide(message: read(Array(ordinaryMail.utf8)), sender: nil, recipient: "piet@client.example")
    }

    private let rules = #"if envelope :list "to" "clients" { fileinto "secure"; } else { fileinto "plain"; }"#

    @Test("a file has one entry a line; comments, empty lines and white space don't count")
    func entries() {
        let text = "# all\n\n  Piet@Client.example \t\r\n#x@y.example\nan@other.example"
        #expect(decision(.bytes(Array(text.utf8)), rules).action == route("secure"))
        #expect(decision(.bytes(Array("# piet@client.example".utf8)), rules).action == route("plain"))
    }

    @Test("the byte order mark that some editors write is no part of the first entry")
    func byteOrderMark() {
        let bytes = [0xEF, 0xBB, 0xBF] + Array("piet@client.example\n".utf8)
        #expect(decision(.bytes(bytes), rules).action == route("secure"))
    }

    @Test("a list that can't be read holds all mail, and names the file")
    func unreadable() {
        let contents: [(RuleFile.Content, String)] = [
            (.unreadable("permission denied"), "permission denied"), (.bytes([]), "is empty"),
            (.bytes([0xFF]), "UTF-8"), (.bytes([0x61, 0, 0x62, 0]), "control characters"),
            (.bytes(Array("a@b.example # until May".utf8)), "on a line of its own"),
            (.bytes(Array(repeating: 0x61, count: 1 << 20 + 1)), "more than"),
        ]
        for (content, why) in contents {
            for rules in [rules, #"fileinto "plain";"#] {
                let text = holdText(decision(content, rules))
                #expect(text.contains("clients.txt:1: this list") && text.contains(why))
            }
        }
    }

    @Test("redirection to a list goes to its one entry, where the settings allow it; several hold")
    func redirect() {
        let profile = Profile(
            routes: routes, defaultRoute: RouteName("plain"), redirectAddresses: ["a@b.example", "c@d.example"])
        let rules = #"redirect :list "clients";"#
        let one = decision(.bytes(Array("a@b.example\n".utf8)), rules, profile: profile)
        #expect(one.action == .redirect("a@b.example", RouteName("plain"), RouteOptions()))
        let two = decision(.bytes(Array("a@b.example\nc@d.example\n".utf8)), rules, profile: profile)
        #expect(holdText(two).contains("for one recipient"))
        let other = decision(.bytes(Array("x@y.example\n".utf8)), rules, profile: profile)
        #expect(holdText(other).contains("don't allow redirection to x@y.example"))
    }
}
