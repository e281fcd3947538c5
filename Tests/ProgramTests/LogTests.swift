// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `sealpost log` as a person runs it.
@Suite("sealpost log")
struct LogTests {
    /// A desk from which one registered mail was sent, and one is on hold.
    private func withMail(_ body: (Desk) async throws -> Void) async throws {
        try await Services.serve { desk, _ in
            for subject in ["[registered] hello", "[hold] \u{1B}[2Jlater"] {
                let door = try await desk.command(["sealpost-sendmail", "-t", "-i"], input: desk.mail(subject)).run()
                try #require(door.status == 0)
            }
            try #require(try await desk.sealpost("deliver").status == 0)
            try await body(desk)
        }
    }

    private func lines(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("the log of all shows the last entries, in words and as JSON")
    func all() async throws {
        try await withMail { desk in
            let text = try await desk.sealpost("log")
            #expect(text.status == 0 && text.errors == "" && !text.output.contains("\u{1B}"))
            let entries = try lines(try await desk.sealpost("log", "--json").output)
            #expect(entries.count == text.output.split(separator: "\n").count)
            #expect(entries.map { $0["number"] as? Int } == Array(1...entries.count))
            #expect(Set(entries.compactMap { $0["step"] as? String }).isSuperset(of: ["enter", "decide", "send"]))
            #expect(try lines(try await desk.sealpost("log", "-n", "2", "--json").output).count == 2)
            #expect(try lines(try await desk.sealpost("log", "--since", "1h", "--json").output).count == entries.count)
            #expect(try await desk.sealpost("log", "--since", "2999-01-01").output == "Nothing happened.\n")
            for wrong in [["--since", "soon"], ["--since", "2026-02-30"], ["-n", "0"], ["-n", "2", "abcd"]] {
                let end = try await desk.command([Programs.built("sealpost"), "log"] + wrong).run()
                #expect(end.status == 64, "\(wrong)")
            }
        }
    }

    @Test("the log of one message says who acted, what was answered, and what that shows")
    func one() async throws {
        try await withMail { desk in
            let sent = try lines(try await desk.sealpost("log", "--json").output).first {
                $0["step"] as? String == "send"
            }
            let id = try #require(sent?["message"] as? String)
            let text = try await desk.sealpost("log", id)
            #expect(text.status == 0)
            for part in ["the door sendmail", "SHA-256", "rules.sieve:", "request", "ticket", "127.0.0.1"] {
                #expect(text.output.contains(part), "\(part)")
            }
            #expect(text.output.hasSuffix("took it; whether it reached the recipient is not known here\n"))
            let entries = try lines(try await desk.sealpost("log", id, "--json").output)
            #expect(entries.map { $0["step"] as? String } == ["enter", "decide", "begin", "send"])
            #expect(entries.allSatisfy { $0["message"] as? String == id && $0["facts"] is [[String: Any]] })
            #expect(try await desk.sealpost("log", "zzzzzzzz").status == 64)
            #expect(try await desk.sealpost("log", String(id.suffix(8))).output == text.output)

            let held = try lines(try await desk.sealpost("log", "--json").output).first {
                $0["step"] as? String == "hold"
            }
            let other = try #require(held?["message"] as? String)
            #expect(try await desk.sealpost("queue", "cancel", other).status == 0)
            let ended = try await desk.sealpost("log", other)
            #expect(ended.output.contains("(\(getuid()))"))
            #expect(ended.output.hasSuffix("piet@example.org: was not sent, and will not be\n"))
        }
    }

    @Test("verify ends with 0 where all is whole, and with 65 and what to do where a notice says otherwise")
    func verify() async throws {
        try await withMail { desk in
            let whole = try await desk.sealpost("log", "verify")
            #expect(whole.status == 0 && whole.output.hasPrefix("The log is whole. "), "\(whole.output)")
            #expect(whole.output.contains("2 notices agree, up to entry "))
            let summary = try lines(try await desk.sealpost("log", "verify", "--json").output).last?["summary"]
            #expect((summary as? [String: Any])?["agreeing_notices"] as? Int == 2)

            // A notice that was moved to another folder, and says other than the ledger.
            let name = try #require(desk.folder.names(in: "Mail/Notices/new").first)
            let notice = try desk.folder.text("Mail/Notices/new/\(name)")
            for part in ["tmp", "new", "cur"] {
                try FileManager.default.createDirectory(
                    atPath: desk.folder.file("Mail/Court/\(part)"), withIntermediateDirectories: true)
            }
            let field = try #require(notice.split(separator: "\n").first { $0.hasPrefix("X-Sealpost-Log: ") })
            let last = field.last == "0" ? "1" : "0"
            let court = desk.folder.file("Mail/Court")
            try desk.folder.write("Mail/Court/cur/\(name):2,S", notice.replacing(field, with: field.dropLast() + last))
            #expect(try await desk.sealpost("log", "verify").status == 0)
            let found = try await desk.sealpost("log", "verify", "--against", court, desk.folder.file("Mail/Sent"))
            #expect(found.status == 65)
            #expect(found.output.hasPrefix("rewritten  entry "))
            #expect(found.output.contains("Mail/Court/cur/\(name)") && found.output.contains("keep the notice"))
            let json = try lines(try await desk.sealpost("log", "verify", "--json", "--against", court).output)
            #expect(json.count == 2 && json[0]["finding"] as? String == "rewritten")
            #expect(try await desk.sealpost("log", "verify", "--against", desk.folder.file("none")).status == 66)
        }
    }
}
