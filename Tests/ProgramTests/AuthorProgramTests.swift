// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Glibc
import TestSupport
import Testing

/// Mail that doesn't say who wrote it, as cron, mailx and PHP leave it to `sendmail` to say.
@Suite("who wrote, as sealpost-sendmail says it")
struct AuthorProgramTests {
    /// What the From field says of a mail that is sent with these variables and words.
    private func author(_ desk: Desk, _ words: [String] = [], _ variables: [String: String] = [:]) async throws
        -> String
    {
        var command = try desk.command(
            [Programs.built("sealpost-sendmail"), "-t"] + words, input: "To: piet@example.org\nSubject: s\n\nbody\n")
        command.environment.merge(variables) { $1 }
        let end = try await command.run()
        #expect(end.status == 0, "\(end.errors)")
        let text = try #require(try desk.spooled().last?.text)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("From: ") }
        #expect(lines.count == 1, "\(text)")
        return String(lines.first?.dropFirst(6) ?? "")
    }

    @Test("EMAIL says it, else the user's name at the domain of the settings; -f and -F come first")
    func author() async throws {
        let desk = try await Desk()
        #expect(try await author(desk, [], ["EMAIL": "jan@x.nl"]).hasSuffix("<jan@x.nl>"))
        #expect(try await author(desk, ["-F", "Cron Daemon"], ["EMAIL": "jan@x.nl"]) == "\"Cron Daemon\" <jan@x.nl>")
        #expect(try await author(desk, ["-f", "me@x.nl", "-F", "Me"], ["EMAIL": "jan@x.nl"]) == "\"Me\" <me@x.nl>")
        var settings = try DoorSettings(of: desk.spool)
        settings.qualifyDomain = "office.example"
        try settings.write(to: desk.spool)
        let user = try #require(getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) })
        #expect(try await author(desk).hasSuffix("<\(user)@office.example>"))
        #expect(try await author(desk, ["-f", "cron"]) == "<cron@office.example>")
        #expect(try await author(desk, [], ["EMAIL": "x\nBcc: h@y.nl"]).hasSuffix("<\(user)@office.example>"))
    }
}
