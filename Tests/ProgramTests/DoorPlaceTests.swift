// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Spools that are none, that others own or that go away, and processes that may open or write too little.
@Suite("sealpost-sendmail where it can't write")
struct DoorPlaceTests {
    /// Runs bash, which knows `$spool`, made and empty, `$mail`, and `send`, which prints the door's status.
    private func bash(_ script: String) async throws -> (desk: Desk, end: Command.End) {
        let desk = try await Desk()
        try desk.folder.write("mail", desk.mail("hello", body: String(repeating: "0123456789abcde\n", count: 20_000)))
        let prelude = """
            set -u
            spool=$HOME/.local/state/sealpost/spool mail=$HOME/mail
            send() { sealpost-sendmail -i piet@example.org <$mail; echo "status $?"; }

            """
        var command = try desk.command(["bash", "-c", prelude + script])
        // Far beyond what an answer takes: one that never comes fails the test, and a slow machine does not.
        command.seconds = 20
        return (desk, try await command.run())
    }

    private func expectRefusal(_ end: Command.End, _ reason: String) {
        #expect(end.status == 0 && end.output == "status 75\n", "\(end)")
        #expect(end.errors.hasPrefix("sealpost-sendmail: ") && end.errors.contains(reason), "\(end)")
        #expect(end.errors.split(separator: "\n").count == 1, "\(end)")
    }

    @Test(
        "a spool that is a pipe, a device, a file or a link to nowhere takes no mail, and nobody waits for it",
        arguments: [
            ("rm -r $spool; mkfifo $spool", "Not a directory"),
            ("rm -r $spool/tmp; mkfifo $spool/tmp", "Not a directory"),
            ("rm -r $spool/new; mkfifo $spool/new", "Not a directory"),
            ("rm -r $spool; ln -s /dev/null $spool", "Not a directory"),
            ("rm -r $spool; ln -s /dev/full $spool", "Not a directory"),
            ("rm -r $spool; ln -s gone $spool", "No such file"),
            ("rm -r $spool; ln -s spool $spool", "Too many levels of symbolic links"),
            ("rm -r $spool/tmp; ln -s gone $spool/tmp", "No such file"),
            ("rm -r $spool/tmp", "No such file"),
            ("rm $HOME/.config/sealpost/spool; mkfifo $HOME/.config/sealpost/spool", "spool"),
            ("ln -sf /dev/full $HOME/.config/sealpost/spool", "spool"),
            ("rm $HOME/.config/sealpost/spool; mkdir $HOME/.config/sealpost/spool", "Is a directory"),
        ])
    func noFolder(act: String, reason: String) async throws {
        let (_, end) = try await bash("\(act); send")
        expectRefusal(end, reason)
    }

    @Test("a folder of the spool that may not be written takes no mail", arguments: ["tmp", "new"])
    func noPermission(name: String) async throws {
        // Nobody keeps root out but by not being root.
        let door = Programs.isRoot ? "setpriv --reuid 65534 --clear-groups " : ""
        let (desk, end) = try await bash(
            """
            chmod 0755 $HOME $HOME/.local $HOME/.local/state $HOME/.local/state/sealpost $spool
            chmod 0777 $spool/*; chmod 0555 $spool/\(name); chmod 0644 $mail
            export SEALPOST_SPOOL=$spool
            \(door)sealpost-sendmail -i piet@example.org <$mail; echo "status $?"
            """)
        expectRefusal(end, "Permission denied")
        for folder in ["tmp", "new"] { #expect(desk.folder.names(in: ".local/state/sealpost/spool/\(folder)").isEmpty) }
    }

    @Test(
        "a spool that goes away while the mail comes takes no mail",
        arguments: [
            "rm -r $spool", "rm -r $spool/new", "mv $spool $spool.old",
            "mv $spool $spool.old; mkdir -p $spool/tmp $spool/new $spool/kept",
        ])
    func goesAway(act: String) async throws {
        let (desk, end) = try await bash(
            """
            mkfifo in; sealpost-sendmail -i piet@example.org <in & exec 5>in
            head -c 200000 $mail >&5
            until [ -n "$(ls $spool/tmp)" ]; do sleep 0.01; done
            \(act)
            tail -c +200001 $mail >&5; exec 5>&-; wait $!; echo "status $?"
            """)
        expectRefusal(end, "No such file")
        #expect(desk.folder.names(in: ".local/state/sealpost/spool/new").isEmpty)
        #expect(desk.folder.names(in: ".local/state/sealpost/spool.old/new").isEmpty)
    }

    @Test("with however few files open, the mail is accepted whole or not at all")
    func fewFiles() async throws {
        var accepted = 0
        for limit in 0...8 {
            let (desk, end) = try await bash(
                "exec 9<$mail; sealpost() { ulimit -n \(limit); exec sealpost-sendmail -i piet@example.org; }; "
                    + "(sealpost) <&9; echo \"status $?\"")
            let count = desk.folder.names(in: ".local/state/sealpost/spool/new").count
            if end.output == "status 0\n" {
                accepted += 1
                #expect(count == 1 && end.errors == "", "\(limit): \(end)")
                #expect(try desk.spooled().map(\.text) == [desk.folder.text("mail")])
            } else {
                expectRefusal(end, "Too many open files")
                #expect(count == 0, "\(limit): \(end)")
            }
            #expect(desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty, "\(limit): \(end)")
        }
        #expect(accepted > 0 && accepted < 8)
    }

    @Test("a mail larger than the process may write is not accepted, and that is said")
    func smallFiles() async throws {
        let (desk, end) = try await bash("ulimit -f 100; send")
        expectRefusal(end, "File too large")
        for folder in ["tmp", "new"] { #expect(desk.folder.names(in: ".local/state/sealpost/spool/\(folder)").isEmpty) }
    }

    @Test(
        "with standard streams closed the mail is accepted whole or not at all",
        arguments: [("<$mail 2>&-", 0), ("<$mail >&- 2>&-", 0), ("<&-", 75), ("<&- >&- 2>&-", 75)])
    func closed(streams: String, status: Int) async throws {
        let (desk, end) = try await bash(
            "sealpost-sendmail -i piet@example.org \(streams); echo \"status $?\"")
        #expect(end.output == "status \(status)\n", "\(end)")
        let texts = try desk.spooled().map(\.text)
        #expect(texts == (status == 0 ? [try desk.folder.text("mail")] : []))
        #expect(desk.folder.names(in: ".local/state/sealpost/spool/tmp").isEmpty)
    }

    @Test("the reason goes nowhere where nobody reads it, and the status still tells")
    func unreadReason() async throws {
        let (_, end) = try await bash(
            "rm -r $spool/tmp; { sealpost-sendmail -i piet@example.org <$mail; echo \"status $?\" >status; } 2>&1 | true; "
                + "until [ -s status ]; do sleep 0.01; done; cat status; "
                + "sealpost-sendmail -i piet@example.org <$mail 2>/dev/full; echo \"status $?\"")
        #expect(end.output == "status 75\nstatus 75\n", "\(end)")
    }
}
