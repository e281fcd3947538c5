// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The examples that show notices and copies by what they say happened.
@Suite("examples for notices")
struct NoticeExampleTests {
    @Test(
        "notmuch tags notices and copies by their states",
        .enabled(if: Programs.has("notmuch"), "notmuch is not installed"))
    func notmuch() async throws {
        try await Office.open { office in
            let desk = office.desk
            let rules = """
                require "fileinto";
                if header :contains "subject" "wait" { fileinto "hold"; stop; }
                fileinto "secure";
                """
            try desk.folder.write(".config/sealpost/rules.sieve", rules)
            try desk.folder.write("Mail/Outbox/new/1", desk.mail("go"))
            try desk.folder.write("Mail/Outbox/new/2", desk.mail("wait"))
            #expect(try await desk.sealpost("deliver").status == 0)
            try desk.folder.write(
                ".notmuch-config",
                "[database]\npath=\(desk.folder.file("Mail"))\n[user]\nname=Jan\nprimary_email=jan@office.example\n")
            let hook = try desk.install("notmuch/post-new", as: "Mail/.notmuch/hooks/post-new")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
            // What the example says is to be done once.
            let lines = try String(contentsOfFile: hook, encoding: .utf8).split(separator: "\n")
            for line in lines where line.contains("notmuch config set") {
                let words = line.split(separator: " ").dropFirst().map(String.init)
                #expect(try await desk.command(words).run().status == 0)
            }
            let made = try await desk.command(["notmuch", "new"]).run()
            #expect(made.status == 0, "\(made.errors)")
            // The notice and the copy of each, one thread.
            for (tag, folder) in [("sealpost-sent", "Sent"), ("sealpost-question", "Held")] {
                let files = try await desk.command(["notmuch", "search", "--output=files", "tag:\(tag)"]).run().output
                #expect(files.split(separator: "\n").count == 2, "\(files)")
                #expect(files.contains("/Mail/\(folder)/") && files.contains("/Mail/Notices/"), "\(files)")
                #expect(
                    try await desk.command(["notmuch", "count", "--output=threads", "tag:\(tag)"]).run().output == "1\n"
                )
            }
            #expect(try await desk.command(["notmuch", "count", "tag:sealpost"]).run().output == "4\n")
        }
    }

    @Test(
        "mutt and neomutt read the colours without complaint",
        .enabled(if: Programs.has("mutt"), "mutt is not installed"),
        arguments: ["mutt", "neomutt"].filter(Programs.has))
    func colours(program: String) async throws {
        let desk = try await Desk()
        func complaints(_ file: String) async throws -> String {
            try await desk.command([program, "-n", "-F", file, "-Q", "sendmail"]).run().errors
        }
        let colours = Programs.example("mutt/colours.muttrc")
        #expect(try await complaints(colours) == "")
        let broken = try desk.folder.write("broken", "source \(colours)\ncolor index nothing default ~A\n")
        #expect(try await complaints(broken) != "")
    }
}
