// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Statuses

@Suite("what the receiver's mail server says of a mail")
struct AuthenticationResultsTests {
    @Test(
        "the domains of good signatures are read, in all that the grammar allows",
        arguments: [
            ("mx.example; dkim=pass header.d=mail.example", ["mail.example"]),
            ("MX.example 1; spf=fail; DKIM=PASS (good) header.i=@x header.D=Mail.Example", ["mail.example"]),
            (
                "mx.example; dkim = pass header.d = mail.example; dkim=pass header.d=other.example",
                ["mail.example", "other.example"]
            ),
            ("mx.example; dkim=fail header.d=mail.example", []), ("mx.example; none", []),
            ("mx.example; dkim=fail (dkim=pass header.d=mail.example)", []),
            ("mx.example; spf=pass reason=\"; dkim=pass header.d=mail.example\"", []),
            ("mx.example; dkim=fail reason=\"x\\\"; dkim=pass header.d=mail.example;\"", []),
            ("mx.example; x-dkim=pass header.d=mail.example", []),
            ("mx.example; dkim=passed header.d=mail.example", []),
            ("mx.example; dkim/1=pass header.d=\"mail.example\"", ["mail.example"]),
        ])
    func signers(value: String, expected: [String]) throws {
        let results = try #require(AuthenticationResults(value))
        #expect(results.server == "mx.example")
        #expect(results.signers == Set(expected))
    }

    @Test(
        "what breaks the grammar says nothing",
        arguments: [
            "", ";", "(comment", "mx.example; reason=\"open", "mx.example )", "mx.example 2; dkim=pass header.d=x",
        ])
    func broken(value: String) {
        #expect(AuthenticationResults(value) == nil)
    }
}
