// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Doors

@Suite struct MboxReaderTests {
    private static let from = "From jan@office.example Sat Nov 21 09:30:00 2026\n"

    /// What is made of a file: its messages as they would be sent, or the line that is unclear.
    private func read(_ text: String) -> (mails: [String], unclear: Int?) {
        Array(text.utf8).withUnsafeBytes { bytes in
            do throws(MboxReader.Unclear) {
                return (
                    try MboxReader.messages(in: bytes).map { message in
                        var mail: [UInt8] = []
                        var source = MboxMessageText(message, in: bytes)
                        while source.next(into: &mail) {}
                        return String(decoding: mail, as: UTF8.self)
                    }, nil
                )
            } catch {
                return ([], error.line)
            }
        }
    }

    @Test("messages are told apart, and the empty line behind each is none of theirs")
    func separates() {
        let file = "\(Self.from)To: a\n\none\n\n\(Self.from)To: b\n\ntwo\n\n\n\(Self.from)To: c\n\nthree\n\n"
        #expect(read(file).mails == ["To: a\n\none\n", "To: b\n\ntwo\n\n", "To: c\n\nthree\n"])
    }

    @Test(
        "what programs write before a message is known",
        arguments: [
            "From jan@office.example Sat Nov 21 09:30:00 2026", "From - Sat Nov 21 09:30:00 2026",
            "From jan  Sat Nov  1 09:30:00 2026", "From jan@x Sat Nov 21 09:30 2026",
            "From jan@x Sat Nov 21 09:30:00 CET 2026", "From jan@x Sat Nov 21 09:30:00 2026 +0100",
            "From \"jan k\"@x Sat Nov 21 09:30:00 2026",
        ])
    func separators(line: String) {
        for end in ["\n", "\r\n"] {
            #expect(read("\(line)\(end)To: a\(end)\(end)x\(end)").mails == ["To: a\(end)\(end)x\(end)"])
        }
    }

    @Test(
        "what is no mbox, and what could be read in two ways, is refused with its line",
        arguments: [
            ("To: a\n\nx\n", 1), ("\n\(from)To: a\n\nx\n", 1), ("From here on\n\nx\n", 1),
            // Nothing says whether it begins a message.
            ("\(from)To: a\n\nx\n\nFrom here on\n", 6),
            ("\(from)To: a\n\(from)To: b\n\nx\n", 3),
            // The length says that it is text, and the line that it is not.
            ("\(from)To: a\nContent-Length: 62\n\nx\n\n\(from)To: b\n\nx\n\n\n", 7),
        ])
    func refuses(file: String, line: Int) { #expect(read(file).unclear == line) }

    @Test("where a length says so, lines that begin with From are text, as mutt writes them, and none is unquoted")
    func believesLength() {
        let body = "From the start\n\nFrom here on\n>From there\nend\n"
        let header = "To: a\nStatus: RO\nContent-Length: \(body.utf8.count)\nLines: 5\n"
        let file = "\(Self.from)\(header)\n\(body)\n\(Self.from)To: b\n\nx\n\n"
        #expect(read(file).mails == ["To: a\n\n\(body)", "To: b\n\nx\n"])
    }

    @Test("a length at whose end no message ends is not believed", arguments: [0, 1, 3, 5, 6, 100, -1])
    func distrustsLength(length: Int) {
        let file = "\(Self.from)To: a\nContent-Length: \(length)\n\na\nb\n\n\(Self.from)To: b\n\nx\n\n"
        #expect(read(file).mails == ["To: a\n\na\nb\n", "To: b\n\nx\n"])
    }

    @Test("without a length, one sign of quoting is taken off")
    func unquotes() {
        let file = "\(Self.from)To: a\n\n>From me\n>>From you\n> From\n>Fromage\n\n>From x\n\n"
        #expect(read(file).mails == ["To: a\n\nFrom me\n>From you\n> From\n>Fromage\n\nFrom x\n"])
    }

    @Test("fields of the storage go, with the lines that continue them, and no others")
    func dropsFields() {
        let file =
            "\(Self.from)status: RO\nX-Status: A\n B\nTo: a\n b\nX-Lines: 1\nLines: 3\nSubject: Lines: 3\n\nLines: 4\n"
        #expect(read(file).mails == ["To: a\n b\nX-Lines: 1\nSubject: Lines: 3\n\nLines: 4\n"])
    }

    @Test("a file without a last line end, without a body, with nothing is read")
    func odds() {
        #expect(read("\(Self.from)To: a\n\nx").mails == ["To: a\n\nx"])
        #expect(read("\(Self.from)To: a\n").mails == ["To: a\n"])
        #expect(read(Self.from).mails == [""])
        #expect(read("").mails == [])
    }

    @Test("what an mbox is made of comes out of it again, however long its lines are", arguments: 0..<200)
    func roundTrip(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "From ", ">From ", ">>From x", "a", "\n", "\n\n", "From x\n", String(repeating: "y", count: 70_000),
        ]
        let mails = (0..<Int.random(in: 1...4, using: &random)).map { number in
            let body = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            return "To: \(number)\n\n\(body.joined())\n"
        }
        let quoted = mails.map { mail in
            mail.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.drop { $0 == ">" }.hasPrefix("From ") ? ">\(line)" : String(line)
            }.joined(separator: "\n")
        }
        #expect(read(quoted.map { "\(Self.from)\($0)\n" }.joined()).mails == mails)
    }
}
