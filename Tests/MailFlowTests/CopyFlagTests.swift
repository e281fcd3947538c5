// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Maildirs
import TestSupport
import Testing

/// The copy of a sent mail, and what rules may say of it.
@Suite struct CopyFlagTests {
    @Test("the copy has the flags that rules gave it for any of its recipients, and one request serves them all")
    func flags() async throws {
        let office = try await Office(
            rules: #"""
                require ["fileinto", "envelope", "imap4flags"];
                if envelope "to" "piet@example.org" { fileinto :flags "\\Flagged" "secure"; stop; }
                if envelope "to" "anna@example.org" { fileinto :flags "\\Answered" "secure"; stop; }
                fileinto "secure";
                """#)
        try office.drop(office.mail("x", to: "piet@example.org, anna@example.org, kim@example.org"))
        try await office.pass()
        try office.drop(office.mail("y", to: "kim@example.org"))
        try await office.pass()
        let flags = try Maildir(office.folder.file("sent")).entries().map { String($0.name.flags.sorted()) }
        #expect(flags.sorted() == ["FRS", "S"])
        #expect(await office.arrived().count == 2)
    }
}
