// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import Sandbox
import TestSupport
import Testing

/// cron, which mails what its jobs print.
@Suite("cron")
struct CronTests {
    /// What cron writes: no date, no Message-ID, and an author without a domain unless it is told one.
    private func mail(from author: String) -> String {
        """
        From: \(author)
        To: piet@example.org
        Subject: Cron <jan@desk> backup
        MIME-Version: 1.0
        Content-Type: text/plain; charset=US-ASCII
        Content-Transfer-Encoding: 8bit
        X-Cron-Env: <SHELL=/bin/sh>
        X-Cron-Env: <LOGNAME=jan>

        \(output)
        """
    }

    private let output = "backup:\n.\ncaf\u{E9} is full\n"

    @Test(
        "the words of Debian's cron and of cronie are taken, and all of the output is mailed",
        arguments: [
            "sealpost-sendmail -FCronDaemon -i -B8BITMIME -oem piet@example.org",
            "sealpost-sendmail -FCronDaemon -i -odq -oem -oi -t -f jan@office.example",
        ])
    func words(line: String) async throws {
        try await Office.open { office in
            let end = try await office.desk.command(["sh", "-c", line], input: mail(from: "jan@office.example")).run()
            #expect(end.status == 0 && end.output == "" && end.errors == "", "\(end)")
            try await expectLetter(office, subject: "Cron <jan@desk> backup", body: output)
        }
    }

    @Test("cron's own author has no domain: the mail is accepted and held, and a notice says why")
    func noDomain() async throws {
        try await Office.open { office in
            let line = "sealpost-sendmail -FCronDaemon -i -B8BITMIME -oem piet@example.org"
            let end = try await office.desk.command(["sh", "-c", line], input: mail(from: "root (Cron Daemon)")).run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            #expect(try await office.desk.sealpost("deliver").status == 0)
            #expect(await office.sandbox.accepted.isEmpty)
            let notices = office.desk.folder.names(in: "Mail/Notices/new")
            #expect(notices.count == 1)
            let notice = try office.desk.folder.text("Mail/Notices/new/\(try #require(notices.first))")
            #expect(notice.contains("X-Sealpost-State: held") && notice.contains("has no domain"))
        }
    }

    private func expectLetter(_ office: Office, subject: String, body: String) async throws {
        let letters = try await office.letters()
        #expect(letters.count == 1)
        let got = try #require(letters.first)
        #expect(got.isFirst && got.sender == "jan@office.example" && got.recipients == ["piet@example.org"])
        #expect(got.body == body)
        #expect(got.fields("From") == ["jan@office.example"] && got.fields("Subject") == [subject])
        #expect(got.fields("Date").count == 1 && got.fields("Message-ID").count == 1)
    }

    @Test(
        "cron mails what a job of the example prints",
        .enabled(
            if: Programs.isRoot && Programs.canMount && Programs.has("cron") && Programs.has("sendmail"),
            "cron is not installed, or there is no sendmail in whose place to stand, or mounts or root are refused"))
    func cron() async throws {
        try await Office.open { office in
            // All that cron reads and writes is its own here, and it ends with the first process of its namespace.
            let script = """
                set -e
                mount -t tmpfs none /var/spool/cron
                mkdir -m 1730 /var/spool/cron/crontabs; chgrp crontab /var/spool/cron/crontabs
                mount -t tmpfs none /etc/cron.d; mount --bind /dev/null /etc/crontab; mount -t tmpfs none /run
                mount --bind "$1" /usr/sbin/sendmail
                crontab "$2"; cron -f & until [ -n "$(ls "$SEALPOST_SPOOL/new")" ]; do sleep 0.02; done
                """
            var command = try office.desk.command(
                Programs.unshared + ["--pid", "--fork", "--mount-proc", "--kill-child", "bash", "-c", script, "bash"]
                    + [Programs.built("sealpost-sendmail"), Programs.example("cron/mail.crontab")])
            command.environment["SEALPOST_SPOOL"] = office.desk.spool.path
            let end = try await command.run()
            #expect(end.status == 0 && end.errors == "", "\(end)")
            let letters = try await office.letters()
            #expect(letters.count == 1)
            let got = try #require(letters.first)
            #expect(got.sender == "jan@office.example" && got.recipients == ["piet@example.org"])
            #expect(got.body == "The machine has started.\n")
            #expect(got.fields("Subject").first?.hasPrefix("Cron <") == true)
        }
    }
}
