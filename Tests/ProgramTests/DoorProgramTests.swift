// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// `sealpost-sendmail` as other programs call it.
@Suite("the program sealpost-sendmail")
struct DoorProgramTests {
    @Test("it carries its libraries in itself: no loader has to find them at each start")
    func isStatic() throws {
        let file = try Data(contentsOf: URL(filePath: Programs.built("sealpost-sendmail")), options: .mappedIfSafe)
        #expect(file.prefix(4) == Data([0x7F, 0x45, 0x4C, 0x46]))
        #expect(file[4] == 2 && file[5] == 1, "64 bits, least significant byte first")
        func number(_ offset: Int, bytes: Int) -> Int {
            (0..<bytes).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
        }
        // elf(5): e_phoff, e_phentsize, e_phnum; p_type is the first word of each program header.
        let (start, size, count) = (number(32, bytes: 8), number(54, bytes: 2), number(56, bytes: 2))
        let types = (0..<count).map { number(start + $0 * size, bytes: 4) }
        let (load, interpreter) = (1, 3)
        #expect(types.contains(load))
        #expect(!types.contains(interpreter))
    }

    @Test("it goes by the names that other programs know")
    func names() async throws {
        let desk = try await Desk()
        for name in ["sendmail", "mailq", "newaliases"] {
            try FileManager.default.createSymbolicLink(
                atPath: desk.folder.file(name), withDestinationPath: Programs.built("sealpost-sendmail"))
        }
        let sent = try await desk.command(
            [desk.folder.file("sendmail"), "-oi", "-f", "jan@office.example", "--", "piet@example.org"],
            input: "Subject: x\n\nbody\n"
        ).run()
        #expect(sent.status == 0 && sent.output == "" && sent.errors == "")
        #expect(try desk.spooled().map(\.entry.envelope.recipients) == [["piet@example.org"]])
        let queue = try await desk.command([desk.folder.file("mailq")]).run()
        #expect(queue.status == 0 && queue.output.hasPrefix("1 accepted"), "\(queue.errors)")
        #expect(try await desk.command([desk.folder.file("newaliases")]).run().status == 0)
    }

    @Test(
        "what it can't do it says in one line, with an exit status that says who can help",
        arguments: [
            (["-i"], "Subject: x\n\n", 64, "no recipients"), (["-t"], "Subject: x\n\n", 64, "no recipients"),
            (["-Z", "a@x.nl"], "", 64, "unknown option -Z"), (["a@x.nl"], "", 65, "there is no message"),
            (["-bd"], "", 64, "over the network"), (["-bt"], "", 64, "not supported"),
            (["-bv"], "", 64, "name the addresses"), (["-N", "bogus", "a@x.nl"], "Subject: x\n\n", 64, "-N bogus"),
            (["a@x.nl\nb@x.nl"], "Subject: x\n\n", 65, "control character"),
        ] as [([String], String, Int32, String)])
    func refusals(words: [String], input: String, status: Int32, reason: String) async throws {
        let desk = try await Desk()
        let end = try await desk.command(["sealpost-sendmail"] + words, input: input).run()
        #expect(end.status == status)
        #expect(end.errors.hasPrefix("sealpost-sendmail: ") && end.errors.contains(reason), "\(end.errors)")
        #expect(end.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2 && end.output == "")
        #expect(try desk.spooled().isEmpty)
    }

    @Test("where nothing tells the spool, or the file that should does not, the mail is not accepted")
    func noSpool() async throws {
        let desk = try await Desk()
        var command = try desk.command(["sealpost-sendmail", "a@x.nl"], input: "Subject: x\n\n")
        try desk.folder.write(".config/sealpost/spool", "")
        let unsaid = try await command.run()
        #expect(unsaid.status == 75 && unsaid.errors.contains(".config/sealpost/spool"))
        command.environment["HOME"] = nil
        // /etc may tell it on the machine that runs the tests.
        if !FileManager.default.fileExists(atPath: "/etc/sealpost/spool") {
            let nowhere = try await command.run()
            #expect(nowhere.status == 75 && nowhere.errors.contains("no spool"))
        }
    }

    @Test("it makes the spool for the first mail, and asks to be called again where it can't")
    func makesSpool() async throws {
        let desk = try await Desk()
        var command = try desk.command(["sealpost-sendmail", "a@x.nl"], input: "Subject: x\n\nbody\n")
        command.environment["SEALPOST_SPOOL"] = desk.folder.file("a/new/spool")
        #expect(try await command.run().status == 0)
        #expect(desk.folder.names(in: "a/new/spool/new").count == 1)
        command.environment["SEALPOST_SPOOL"] = "/dev/null/spool"
        let end = try await command.run()
        #expect(
            end.status == 75 && end.errors == "sealpost-sendmail: can't create /dev/null/spool/tmp: Not a directory\n")
    }

    /// Whether a folder can be mounted in a namespace of one's own.
    static let canMount: Bool = {
        let command = try? Command("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
        return (try? command?.runAndWait())?.status == 0
    }()

    @Test(
        "on a file system that is full, has no inode left or can't be written, it asks to be called again",
        .enabled(if: canMount, "no folder can be mounted in a namespace of one's own"),
        arguments: [
            ("size=64k", "", "No space left on device"), ("nr_inodes=8", "", "No space left on device"),
            ("size=1m", "mount -o remount,ro tmpfs $SEALPOST_SPOOL", "Read-only file system"),
        ])
    func unwritable(options: String, command: String, reason: String) async throws {
        let desk = try await Desk()
        try desk.folder.write("spool/x", "")
        var script = try desk.command(
            [
                "unshare", "-rm", "sh", "-c",
                """
                mount -t tmpfs -o mode=700,\(options) tmpfs $SEALPOST_SPOOL || exit 99
                (cd $SEALPOST_SPOOL && mkdir tmp new kept bad && echo 'starts_pass = false' >doors)
                while [ -n "\(options.contains("inodes") ? "x" : "")" ] && touch $SEALPOST_SPOOL/kept/$((n += 1)); do :; done 2>/dev/null
                \(command)
                sealpost-sendmail -i piet@example.org
                status=$?
                find $SEALPOST_SPOOL/tmp $SEALPOST_SPOOL/new -type f
                exit $status
                """,
            ], input: desk.mail("hello", body: String(repeating: "0123456789abcde\n", count: 10_000)))
        script.environment["SEALPOST_SPOOL"] = desk.folder.file("spool")
        // It has to end by itself, and not by this.
        script.seconds = 20
        let end = try await script.run()
        #expect(end.status == 75 && end.output == "", "\(end.output)")
        #expect(
            end.errors.hasPrefix("sealpost-sendmail: can't ") && end.errors.hasSuffix(": \(reason)\n"), "\(end.errors)")
        #expect(end.errors.split(separator: "\n").count == 1)
    }

    @Test("a caller's limit on the size of files is a fault that is told, and not the door's end")
    func fileSizeLimit() async throws {
        let desk = try await Desk()
        let mail = desk.mail("hello", body: String(repeating: "0123456789abcde\n", count: 10_000))
        let end = try await desk.command(
            ["sh", "-c", "ulimit -f 16; exec sealpost-sendmail -i piet@example.org"], input: mail
        ).run()
        #expect(end.status == 75 && end.errors.hasSuffix(": File too large\n"), "\(end.errors)")
        #expect(try desk.spooled().isEmpty)
    }
}
