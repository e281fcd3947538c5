// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sandbox
import TestSupport
import Testing

/// The engine where its places are full, read-only, elsewhere or spoilt: it says what is wrong and where, loses nothing, and
/// goes on when that is mended.
@Suite("sealpost deliver in places in trouble")
struct StateTroubleTests {
    /// Runs bash in the home of somebody with mail to send.
    ///
    /// It knows `$state` and `$mail`; `drop`, which puts a mail into the outbox; and `deliver`, which prints a pass's status
    /// and keeps what it says in `errors`.
    private func bash(
        mounts: Bool = false, _ script: String
    ) async throws -> (end: Command.End, requests: [String], states: [String]) {
        try await Services.simulate { sandbox in
            let desk = try await Desk(services: sandbox.url)
            try desk.folder.write("letter", desk.mail("[registered] x"))
            let prelude = """
                set -u
                state=$HOME/.local/state/sealpost mail=$HOME/Mail
                drop() { { cat $HOME/letter; date +%N; } >$mail/Outbox/tmp/$1; mv $mail/Outbox/tmp/$1 $mail/Outbox/new/$1; }
                deliver() { "$@" sealpost deliver 2>errors; echo "status $?"; cat errors >&2; }
                said() { grep -q -- "$1" errors && echo said || { echo "not said: $1"; cat errors; }; }
                lies() { find $mail/Outbox -type f | wc -l; }

                """
            var command = try desk.command((mounts ? Programs.unshared : []) + ["bash", "-c", prelude + script])
            command.seconds = 120
            let end = try await command.run()
            let list = try await desk.sealpost("queue", "list", "--all", "--json").output
            let states = list.split(separator: "\n").filter { $0.contains("\"state\"") }.map(String.init)
            let requests = await sandbox.accepted(at: .send).flatMap(\.recipients)
            return (end, requests, states)
        }
    }

    private func expect(_ script: String, mounts: Bool = false, _ lines: String..., sent: Int = 1) async throws {
        let (end, requests, states) = try await bash(mounts: mounts, script)
        #expect(end.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == lines, "\(end)")
        #expect(requests.count == sent && (mounts || states.count == sent), "\(states)")
    }

    // MARK: Filesystems

    private static let refusal: Comment = "unshare(1) is missing, or mount namespaces are refused"

    @Test("a full disk under the state folder leaves the mail in the outbox", .enabled(if: Programs.canMount, refusal))
    func fullState() async throws {
        try await expect(
            """
            deliver; cp -a $state old; mount -t tmpfs -o size=1m none $state; cp -a old/. $state
            head -c 9m /dev/zero >$state/fill 2>/dev/null
            drop 1; deliver; said "ledger.sqlite: the .* full\\|No space left on device"; lies
            rm $state/fill; deliver; lies
            """, mounts: true, "status 0", "status 75", "said", "1", "status 0", "0")
    }

    @Test(
        "a full disk under the copies or the notices delays nothing but those",
        .enabled(if: Programs.canMount, refusal), arguments: ["Sent", "Notices"])
    func fullCopies(folder: String) async throws {
        try await expect(
            """
            deliver; mount -t tmpfs -o size=64k none $mail/\(folder); mkdir $mail/\(folder)/tmp $mail/\(folder)/new $mail/\(folder)/cur
            head -c 9m /dev/zero >$mail/\(folder)/fill 2>/dev/null
            drop 1; deliver; said "\(folder).*No space left on device"; find $mail/\(folder)/new $mail/\(folder)/cur -type f | wc -l
            rm $mail/\(folder)/fill; deliver; deliver; find $mail/\(folder)/new $mail/\(folder)/cur -type f | wc -l
            """, mounts: true, "status 0", "status 0", "said", "0", "status 0", "status 0", "1")
    }

    @Test(
        "a read-only place is named, and the mail stays where it is", .enabled(if: Programs.canMount, refusal),
        arguments: ["$state", "$state/spool", "$mail/Outbox"])
    func readOnly(place: String) async throws {
        try await expect(
            """
            deliver; drop 1; mount --bind \(place) \(place); mount -o remount,ro,bind \(place)
            deliver >status; said "Read-only file system\\|read-only"; said \(place); lies
            umount \(place); deliver; lies
            """, mounts: true, "status 0", "said", "said", "1", "status 0", "0")
    }

    @Test(
        "places on filesystems of their own are nothing special", .enabled(if: Programs.canMount, refusal))
    func elsewhere() async throws {
        try await expect(
            """
            for place in $state $mail/Outbox $mail/Sent $mail/Notices; do mount -t tmpfs none $place; done
            deliver; drop 1; deliver; lies; find $mail/Sent/cur $mail/Notices/new -type f | wc -l
            """, mounts: true, "status 0", "status 0", "0", "2")
    }

    // MARK: The ledger

    @Test("a damaged ledger is named with what to do, and nothing is sent until it is put back")
    func damaged() async throws {
        try await expect(
            """
            deliver; cp -a $state old
            printf 'no database at all, but something else' | dd of=$state/ledger.sqlite conv=notrunc 2>/dev/null
            drop 1; deliver; said "ledger.sqlite: it is damaged: stop Sealpost"; lies
            cp -a old/. $state; deliver; lies
            """, "status 0", "status 75", "said", "1", "status 0", "0")
    }

    @Test(
        "a ledger that is gone, emptied or older than what was done is named, and nothing is sent by it",
        arguments: [
            "rm -f $state/ledger.sqlite $state/ledger.sqlite-*",
            ": >$state/ledger.sqlite; rm -f $state/ledger.sqlite-*",
            "cp old/ledger.sqlite $state/; rm -f $state/ledger.sqlite-*",
        ])
    func older(act: String) async throws {
        try await expect(
            """
            deliver; cp -a $state old; drop 1; deliver; cp -a $state new
            \(act); drop 2; deliver; said "ends at entry"; said "remove .*ledger.sqlite.mark"; lies
            rm -r $state; cp -a new $state; deliver; lies
            """, "status 0", "status 0", "status 75", "said", "said", "1", "status 0", "0", sent: 2)
    }

    // MARK: Files and clocks

    // With fewer than eight Swift's own runtime ends the program before it can say anything.
    @Test("with too few files to open nothing is lost, and all goes on when there are enough")
    func files() async throws {
        try await expect(
            """
            deliver; drop 1
            for count in 8 11 14 17 20; do (ulimit -n $count; sealpost deliver) 2>errors || [ -s errors ] || echo "silent at $count"; done
            for id in $(sealpost queue list --json | sed -n 's/.*"id" *: *"\\(.*\\)".*/\\1/p'); do sealpost queue retry $id >/dev/null 2>&1; done
            deliver; lies
            """, "status 0", "status 0", "0")
    }

    @Test(
        "a clock that was ahead keeps nothing waiting when it is set back, and one that was behind neither",
        .enabled(if: Programs.has("faketime"), "faketime is not installed"), arguments: ["+3 days", "-3 days"])
    func clock(offset: String) async throws {
        // The first time the service can't be reached.
        try await expect(
            """
            deliver; config=$HOME/.config/sealpost/config.toml; cp $config config
            sed -i "s|http://127.0.0.1:[0-9]*|http://127.0.0.1:1|" $config
            touch -d "2020-01-01" $HOME/letter; drop 1; deliver faketime -f "\(offset)"; lies
            cp config $config; deliver; deliver; sealpost queue list --json | tr -d '[:space:]'; echo
            deliver faketime -f "\(offset)"
            """, "status 0", "status 0", "0", "status 0", "status 0", "[]", "status 0")
    }
}
