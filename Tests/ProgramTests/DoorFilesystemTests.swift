// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Spools on filesystems that are full, read-only or in pieces, in mount namespaces of their own.
@Suite(
    "sealpost-sendmail on a filesystem in trouble",
    .enabled(if: Programs.canMount, "unshare(1) is missing, or mount namespaces are refused"))
struct DoorFilesystemTests {
    /// Runs bash where what it mounts is seen by nobody else.
    ///
    /// It knows `$spool`, an empty folder; `$small`, a mail of a few lines; `$large`, one of a megabyte; `send FILE`, which
    /// prints the door's status; and `state`, which prints how many files are accepted whole, accepted in part and unfinished.
    private func bash(_ script: String) async throws -> Command.End {
        let desk = try await Desk()
        try desk.folder.write("small", desk.mail("small"))
        try desk.folder.write("large", desk.mail("large", body: String(repeating: "0123456789abcde\n", count: 65_536)))
        let prelude = """
            set -u
            spool=$PWD/spool; mkdir $spool; export SEALPOST_SPOOL=$spool; small=$PWD/small; large=$PWD/large
            send() { sealpost-sendmail -odq -i piet@example.org <$1; echo "status $?"; }
            ends() { tail -c $(stat -c %s $2) $1 | cmp -s - $2; }
            state() {
                whole=0 torn=0
                for file in $spool/new/*; do
                    [ -e $file ] || continue
                    if ends $file $small || ends $file $large; then whole=$((whole + 1)); else torn=$((torn + 1)); fi
                done
                echo "whole $whole torn $torn unfinished $(ls $spool/tmp | wc -l)"
            }

            """
        var command = try desk.command(Programs.unshared + ["bash", "-c", prelude + script])
        // Far beyond what an answer takes: one that never comes fails the test, and a slow machine does not.
        command.seconds = 20
        return try await command.run()
    }

    private func expect(_ end: Command.End, _ lines: [String], says: [String]) {
        #expect(end.status == 0 && end.output.split(separator: "\n").map(String.init) == lines, "\(end)")
        let said = end.errors.split(separator: "\n").map(String.init)
        #expect(said.count == says.count, "\(end)")
        for (line, reason) in zip(said, says) {
            #expect(line.hasPrefix("sealpost-sendmail: can't ") && line.hasSuffix(reason), "\(end)")
        }
    }

    @Test("where the disk is too full for a mail nothing of it stays, and a smaller one is accepted")
    func full() async throws {
        let end = try await bash(
            "mount -t tmpfs -o size=256k none $spool; send $large; state; send $small; send $large; state")
        expect(
            end,
            [
                "status 75", "whole 0 torn 0 unfinished 0", "status 0", "status 75", "whole 1 torn 0 unfinished 0",
            ], says: ["No space left on device", "No space left on device"])
    }

    @Test("where no file can be made any more, what is accepted stays and the next mail is not accepted")
    func inodes() async throws {
        // The folder, the five in it, the spool's name of itself, and one mail.
        let end = try await bash(
            "mount -t tmpfs -o nr_inodes=8 none $spool; send $small; send $small; state; rm $spool/new/*; send $large; state"
        )
        expect(
            end,
            ["status 0", "status 75", "whole 1 torn 0 unfinished 0", "status 0", "whole 1 torn 0 unfinished 0"],
            says: ["No space left on device"])
    }

    @Test("where not even the spool can be made the mail is not accepted", arguments: 1...6)
    func noInodes(count: Int) async throws {
        let end = try await bash("mount -t tmpfs -o nr_inodes=\(count) none $spool; send $small; find $spool -type f")
        expect(end, ["status 75"], says: ["No space left on device"])
    }

    @Test("on a read-only filesystem the mail is not accepted, whether the spool is there or not")
    func readOnly() async throws {
        let end = try await bash(
            """
            mount -t tmpfs none $spool; send $small
            mount -o remount,ro $spool; send $small; send $large; state
            umount $spool; mount -t tmpfs -o ro none $spool; send $small
            """)
        expect(
            end, ["status 0", "status 75", "status 75", "whole 1 torn 0 unfinished 0", "status 75"],
            says: Array(repeating: "Read-only file system", count: 3))
    }

    @Test("where tmp is on another filesystem than new the mail is not accepted", arguments: ["tmp", "new"])
    func pieces(folder: String) async throws {
        let end = try await bash(
            "send $small; mount -t tmpfs none $spool/\(folder); send $small; state; umount $spool/\(folder); state")
        let inNew = folder == "new" ? "whole 0" : "whole 1"
        expect(
            end,
            ["status 0", "status 75", "\(inNew) torn 0 unfinished 0", "whole 1 torn 0 unfinished 0"],
            says: ["Invalid cross-device link"])
    }

    @Test("where the filesystem is taken away or goes read-only under a mail, the mail is not accepted")
    func meanwhile() async throws {
        for (act, reason) in [
            ("mount -o remount,ro $spool", "Read-only file system"),
            ("umount -l $spool", "No such file or directory"),
            ("mount -t tmpfs none $spool", "No such file or directory"),
        ] {
            // Linux makes no filesystem read-only on which a file is open for writing. Where it refuses, all goes on.
            let end = try await bash(
                """
                mount -t tmpfs none $spool; mkfifo in
                sealpost-sendmail -odq -i piet@example.org <in & exec 5>in
                head -c 200000 $large >&5
                until [ -d $spool/tmp ] && [ -n "$(ls $spool/tmp)" ]; do sleep 0.01; done
                \(act) 2>/dev/null || echo refused
                tail -c +200001 $large >&5; exec 5>&-; wait $!; echo "status $?"
                """)
            if end.output.hasPrefix("refused\n") {
                #expect(end.output == "refused\nstatus 0\n", "\(end)")
            } else {
                expect(end, ["status 75"], says: [reason])
            }
        }
    }
}
