// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Invariants
import MailInvariants
import Testing

/// What fuzzing has found interesting, or once found wrong, held against the same invariants as there.
@Suite("Seeds of the fuzzers of mail")
struct MailSeedTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func hold(
        in folder: String, _ check: ([UInt8]) throws(InvariantFailure) -> Void
    ) throws {
        let folder = Self.package.appending(path: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count > 5)
        for name in names {
            let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
            #expect(throws: Never.self, "\(name)") { try check(bytes) }
        }
    }

    @Test("whatever is read lies within its mail, and is sent as it was")
    func reading() throws {
        try hold(in: "Fuzzers/Seeds/MailReading", ReadingInvariants.check)
        try hold(in: "Tests/ReadingTests/Messages", ReadingInvariants.check)
    }

    @Test("addresses that are read can be written and read again")
    func addresses() throws { try hold(in: "Fuzzers/Seeds/AddressReading", AddressInvariants.check) }

    @Test("text that is decoded can be written and decoded again")
    func headers() throws { try hold(in: "Fuzzers/Seeds/HeaderDecoding", HeaderInvariants.check) }

    @Test("a command line comes out of the spool as it went in")
    func arguments() throws { try hold(in: "Fuzzers/Seeds/ArgumentReading", ArgumentInvariants.check) }

    @Test("settings are usable, or at fault at a line that there is")
    func settings() throws { try hold(in: "Fuzzers/Seeds/SettingsReading", SettingsInvariants.check) }

    @Test("no answer makes a second mail, or a line of its own")
    func answers() throws { try hold(in: "Fuzzers/Seeds/AnswerReading", AnswerInvariants.check) }
}
