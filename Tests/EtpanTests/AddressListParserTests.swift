// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Testing

@Suite("AddressListParser")
struct AddressListParserTests {
    private func parse(_ text: String) -> [String]? {
        AddressListParser.parse(Array(text.utf8))?.map {
            "\(String(decoding: $0.name, as: UTF8.self))|\(String(decoding: $0.mailbox, as: UTF8.self))"
        }
    }

    @Test(
        "address lists are parsed, groups flattened",
        arguments: [
            ("jan@x.example", ["|jan@x.example"]),
            ("Jan <jan@x.example>, b@x.example", ["Jan|jan@x.example", "|b@x.example"]),
            ("\"de Vries, Jan\" <jan@x.example>", ["de Vries, Jan|jan@x.example"]),
            ("Team: a@x.example, B <b@x.example>;", ["|a@x.example", "B|b@x.example"]), ("Nobody:;", []),
            ("(x)Nobody  :(y(z))  ;", []),
        ])
    func lists(value: String, expected: [String]) {
        #expect(parse(value) == expected)
    }

    @Test(
        "what is no address list is given up whole",
        arguments: ["", "a@x.example,", "a@x.example; b@x.example", "<>", "a@x.example >"])
    func noLists(value: String) {
        #expect(parse(value) == nil)
    }
}
