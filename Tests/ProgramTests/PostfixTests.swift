// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// Postfix with the example's transport, on a machine of its own: its network, its processes and its files end with the test.
@Suite(
    "Postfix",
    .enabled(
        if: Programs.isRoot && Programs.canMount && Programs.has("postfix") && Programs.has("ip"),
        "Postfix or iproute2 is not installed, or the tests are not run by root, or mounts are refused"))
struct PostfixTests {
    /// Runs bash with Postfix.
    ///
    /// It knows `post FILE RECIPIENTS...`, which gives a mail of Jan's to Postfix' sendmail; `await COUNT TEXT`, which waits
    /// until so many lines of Postfix' log hold a text; and `$log`, where the log is.
    private func run(_ office: Office, _ script: String) async throws -> Command.End {
        let prelude = """
            set -eu; ip link set lo up
            built=$1 examples=$2 owner=$(id -u)
            log=$PWD/log; : >$log
            mkdir root; mount -t tmpfs none root
            cp -a /etc root/etc; mount --bind root/etc /etc
            echo 'sealpost:x:64999:64999::/var/lib/sealpost:/usr/sbin/nologin' >>/etc/passwd
            echo 'sealpost:x:64999:' >>/etc/group
            mount -t tmpfs none /var/lib; mkdir /var/lib/sealpost; install -d -o postfix /var/lib/postfix
            mount -t tmpfs none /var/spool; mkdir /var/spool/postfix
            mount -t tmpfs none /usr/local/bin; : >/usr/local/bin/sealpost
            mount --bind "$built/sealpost" /usr/local/bin/sealpost
            cp -a .config/sealpost /etc/sealpost
            # As "sealpost init" writes it where --state is given.
            sed -i '/^\\[folders\\]/a state = "'"$PWD"'/.local/state/sealpost"' /etc/sealpost/config.toml
            chown -R 64999:64999 /etc/sealpost .config .local Mail secret

            cat - "$examples/postfix/main.cf" >/etc/postfix/main.cf <<CONFIGURATION
            compatibility_level = 3.6
            myhostname = desk.example
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            master_service_disable = inet
            maillog_file = /dev/stdout
            CONFIGURATION
            cat "$examples/postfix/master.cf" >>/etc/postfix/master.cf
            printf 'example.org sealpost:all\\nexample.com sealpost:all\\n' >/etc/postfix/sealpost

            post() { file=$1; shift; /usr/sbin/sendmail -i -f jan@office.example -- "$@" <$file; }
            await() { until [ $(grep -c "$2" $log) -ge $1 ]; do sleep 0.02; done; }
            postfix start-fg >>$log 2>&1 &
            await 1 'daemon started'

            """
        let epilogue = """

            postfix stop 2>/dev/null; chown -R $owner .config .local Mail secret
            """
        var command = try office.desk.command(
            Programs.unshared + ["--net", "--pid", "--fork", "--mount-proc", "--kill-child"]
                + ["bash", "-c", prelude + script + epilogue, "bash"] + [Programs.folder, Programs.example(".")])
        // Some twenty programs start, beside those of the other tests.
        command.seconds = 120
        return try await command.run()
    }

    private let text = "Dear Piet,\n\nGoodbye.\n.\nFrom here on\nJan\n"

    @Test("a mail that Sealpost accepts is delivered: both recipients in one call, the letter as it was written")
    func accepted() async throws {
        try await Office.open { office in
            try office.desk.folder.write("mail", office.desk.mail("hello", body: text))
            let end = try await run(
                office, "post mail piet@example.org mieke@example.com; await 2 'status='; mailq; cat $log")
            #expect(end.status == 0, "\(end)")
            #expect(end.output.components(separatedBy: "status=sent").count == 3, "\(end)")
            #expect(end.output.hasPrefix("Mail queue is empty"), "\(end)")
            let (entry, _) = try #require(try office.desk.spooled().first)
            #expect(entry.door == .pipe && entry.envelope.sender == "jan@office.example")
            let letters = try await office.letters()
            #expect(letters.count == 1)
            let got = try #require(letters.first)
            #expect(got.isFirst && got.sender == "jan@office.example" && got.body == text)
            #expect(got.recipients.sorted() == ["mieke@example.com", "piet@example.org"])
            #expect(got.fields("Subject") == ["hello"] && got.fields("To") == ["piet@example.org"])
            #expect(got.fields("Return-Path").isEmpty && got.fields("Delivered-To").isEmpty)
            #expect(!got.header.contains { $0.contains("mieke") || $0.hasPrefix("From ") })
        }
    }

    @Test("a mail that Sealpost can't write waits with Postfix, and is delivered once when it comes again")
    func deferred() async throws {
        try await Office.open { office in
            try office.desk.folder.write("mail", office.desk.mail("hello", body: text))
            let end = try await run(
                office,
                """
                spool=.local/state/sealpost/spool; mv $spool $spool.old; : >$spool
                post mail piet@example.org; await 1 'status='; mailq
                rm $spool; mv $spool.old $spool; postqueue -f; await 2 'status='; mailq; cat $log
                """)
            #expect(end.status == 0, "\(end)")
            let states = end.output.split(separator: "\n").filter { $0.contains("status=") }
            #expect(states.count == 2 && states.first?.contains("status=deferred") == true, "\(end)")
            #expect(states.first?.contains("can't create") == true && states.last?.contains("status=sent") == true)
            #expect(end.output.contains("-Queue ID-") && end.output.contains("\nMail queue is empty"), "\(end)")
            #expect(try await office.letters().map(\.body) == [text])
        }
    }

    @Test("a mail that Sealpost will never take goes back to its sender, with the reason")
    func bounced() async throws {
        try await Office.open { office in
            try office.desk.folder.write("mail", office.desk.mail("hello", body: text))
            let end = try await run(
                office,
                """
                echo 'maximum_message_bytes = 100000' >>/etc/sealpost/config.toml
                { cat mail; seq 30000; } >large; post large piet@example.org
                await 1 'status='; await 1 'sender non-delivery notification'
                notice=$(sed -n 's/.*sender non-delivery notification: //p' $log)
                postcat -q $notice; cat $log
                """)
            #expect(end.status == 0, "\(end)")
            let states = end.output.split(separator: "\n").filter { $0.contains("status=") }
            #expect(states.first?.contains("status=bounced") == true, "\(states)")
            #expect(end.output.contains("the message is larger than 100000 bytes"))
            #expect(end.output.contains("recipient: jan@office.example"))
            #expect(try office.desk.spooled().isEmpty)
            #expect(try await office.letters().isEmpty)
        }
    }
}
