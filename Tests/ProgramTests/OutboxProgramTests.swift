// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Outboxes of other kinds, by the programs that write into them.
@Suite("outboxes")
struct OutboxProgramTests {
    private func desk(_ outbox: String) async throws -> Desk {
        let desk = try await Desk()
        try desk.addSettings(outbox)
        return desk
    }

    /// The only kept message of the spool.
    private func kept(_ desk: Desk) throws -> String {
        let names = desk.folder.names(in: ".local/state/sealpost/spool/kept")
        #expect(names.count == 1)
        return try desk.folder.text(".local/state/sealpost/spool/kept/\(try #require(names.first))")
    }

    @Test(
        "what a mail program appends to an mbox is taken, to the byte",
        arguments: ["mutt", "neomutt"].filter(Programs.has))
    func mbox(program: String) async throws {
        let desk = try await desk("[outbox.letters]\npath = \"~/letters\"\nkind = \"mbox\"")
        let letter = "From the start\n\nFrom here on\n>From there\n>>From where\n.\nJan\n"
        func send() async throws {
            let end = try await desk.command(
                [
                    program, "-n", "-F", Programs.example("mutt/outbox.muttrc"), "-e", "set from=jan@office.example",
                    "-e", "set mbox_type=mbox", "-e", "set record=\(desk.folder.file("letters"))", "-s", "hello", "-b",
                    "mieke@example.com", "--", "piet@example.org",
                ], input: letter
            ).run()
            #expect(end.status == 0, "\(end.output)\(end.errors)")
        }
        try await send()
        #expect(try desk.folder.text("letters").contains("\nStatus: "))
        let delivery = try await desk.sealpost("deliver")
        #expect(delivery.status == 0 && !delivery.errors.contains("left in the outbox"), "\(delivery.errors)")
        #expect(try desk.folder.text("letters") == "")
        let text = try kept(desk)
        #expect(text.hasSuffix("\n\n" + letter))
        for field in ["Status", "Content-Length", "Lines"] { #expect(!text.contains("\n\(field): ")) }
        let queue = try await desk.sealpost("queue").output
        #expect(queue.contains("piet@example.org") && queue.contains("mieke@example.com"))
        // The program goes on with the same file.
        try await send()
        #expect(try await desk.sealpost("deliver").status == 0)
        #expect(desk.folder.names(in: ".local/state/sealpost/spool/kept").count == 2)
    }

    @Test("deliver says how many mails can still be taken back, and leaves them")
    func waiting() async throws {
        let desk = try await desk("[outbox.slow]\npath = \"~/slow\"\nhold_for = \"1h\"")
        _ = try await desk.sealpost("deliver")
        try desk.folder.write("slow/new/1", desk.mail("hello"))
        let end = try await desk.sealpost("deliver")
        #expect(end.status == 0)
        #expect(end.errors.contains("outbox \(desk.folder.file("slow")): 1 waiting for hold_for"), "\(end.errors)")
        #expect(desk.folder.names(in: "slow/new") == ["1"])
    }

    @Test("explain goes by the outbox that it is told, and names none that there isn't")
    func explain() async throws {
        let desk = try await desk("[outbox.letters]\npath = \"~/letters\"\nroute = \"registered\"")
        let mail = try desk.folder.write("mail", desk.mail("hello"))
        let letters = try await desk.sealpost("explain", "--outbox", "letters", mail)
        #expect(letters.status == 0 && letters.output.contains("registered"), "\(letters.output)\(letters.errors)")
        #expect(try await desk.sealpost("explain", "--outbox", "leters", mail).status == 64)
        #expect(try await desk.sealpost("explain", "--outbox", "letters", "--door", "pipe", mail).status == 64)
    }

    @Test(
        "ended at whichever change of a file, deliver takes each mail once the next time",
        .enabled(if: Programs.canTrace, "strace is not installed, or ptrace(2) is refused"),
        arguments: ["rename,renameat,renameat2", "ftruncate,link,linkat,unlink,unlinkat"])
    func killed(calls: String) async throws {
        for number in 1... {
            let desk = try await desk("[outbox.letters]\npath = \"~/letters\"\nkind = \"mbox\"")
            try desk.folder.write("Mail/Outbox/new/1", desk.mail("one"))
            try desk.folder.write("Mail/Outbox/cur/2:2,S", desk.mail("two"))
            let entries = ["three", "four"].map { "From me@x.nl Sat Nov 21 09:30:00 2026\n\(desk.mail($0))\n" }
            try desk.folder.write("letters", entries.joined())
            let inject = "inject=\(calls):signal=KILL:when=\(number)"
            let end = try await desk.command(
                ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e", inject]
                    + [Programs.built("sealpost"), "deliver"]
            ).run()
            // From here on it is the spool's affair.
            let isTaken = [
                "Mail/Outbox/new", "Mail/Outbox/cur", "Mail/Outbox/sealpost-claimed", "letters.sealpost-claimed",
            ]
            .allSatisfy { desk.folder.names(in: $0).isEmpty }
            #expect(try await desk.sealpost("deliver").status == 0)
            let json = try await desk.sealpost("queue", "list", "--all", "--json").output
            let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]] ?? []
            #expect(
                list.compactMap { $0["subject"] as? String }.sorted() == ["four", "one", "three", "two"],
                "\(calls) \(number): \(json)")
            #expect(desk.folder.names(in: "letters.sealpost-claimed").isEmpty)
            #expect(desk.folder.names(in: "Mail/Outbox/sealpost-claimed").isEmpty)
            if end.status == 0 || isTaken { break }
            try #require(number < 100)
        }
    }
}
