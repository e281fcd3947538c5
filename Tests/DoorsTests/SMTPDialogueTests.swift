// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail
import TestSupport
import Testing

/// `-bs`, without the program around it.
@Suite("SMTP dialogues")
struct SMTPDialogueTests {
    @Test("the dialogues are found") func isNotEmpty() { #expect(Dialogue.all.count > 15) }

    @Test("each dialogue goes as its file says", arguments: Dialogue.all)
    func goesAsWritten(dialogue: Dialogue) throws {
        #expect(try Dialogue.hold(dialogue.pieces) == dialogue.transcript)
    }

    @Test("however the input is cut into pieces, the replies and the messages are the same", arguments: Dialogue.all)
    func chunks(dialogue: Dialogue) throws {
        let whole = dialogue.pieces.flatMap(\.bytes)
        let expected = dialogue.transcript.filter { !$0.hasPrefix("C") }
        var generator = SeededGenerator(seed: 17)
        for largest in [1, 2, 3, 7, 40, 400, whole.count] {
            var pieces: [(lines: [String], bytes: [UInt8])] = []
            var rest = whole[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...max(largest, 1), using: &generator))
                pieces.append(([], Array(piece)))
                rest = rest.dropFirst(piece.count)
            }
            #expect(try Dialogue.hold(pieces) == expected, "\(largest)")
        }
    }

    @Test("a message is what its lines are up to the one with a single dot, whatever they hold", arguments: 0..<60)
    func agreesWithLines(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let end = seed % 2 == 0 ? "\r\n" : "\n"
        let alphabet = ["\r", "\n", ".", "\r\n", "\r\n.", "\n.", "a"]
        let text = (0..<Int.random(in: 1...60, using: &generator)).map { _ in alphabet.randomElement(using: &generator)!
        }
        let body = Array("\(text.joined())\(end).\(end)".utf8)
        let expected = Self.lines(of: body, endingWith: Array(end.utf8)).prefix { $0 != [UInt8(ascii: ".")] }
            .map { $0.first == UInt8(ascii: ".") ? $0.dropFirst() : $0[...] }.flatMap { $0 + Array(end.utf8) }

        let folder = try TemporaryFolder()
        let spool = Spool(folder.file("spool"))
        try spool.create()
        let header = Array("From: jan@x.nl\(end)Date: x\(end)Message-ID: <1@x>\(end)\(end)".utf8)
        let commands = ["HELO me", "MAIL FROM:<jan@x.nl>", "RCPT TO:<piet@y.nl>", "DATA", ""].joined(separator: end)
        var rest = (Array(commands.utf8) + header + body)[...]
        var conversation = SMTPConversation(
            SMTPStreams(
                read: { buffer in
                    let piece = rest.prefix(Int.random(in: 1...8, using: &generator))
                    buffer.copyBytes(from: piece)
                    rest = rest.dropFirst(piece.count)
                    return piece.count
                }, write: { $0.count }), into: spool, like: .ofProgram())
        _ = conversation.run()
        let message = try spool.open(try #require(try spool.newIDs().first))
        #expect(message.bytes.bytes(in: 0..<message.bytes.count) == header + expected)
    }

    private static func lines(of bytes: [UInt8], endingWith end: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var rest = bytes[...]
        while let byte = rest.first {
            if rest.starts(with: end) {
                lines.append([])
                rest = rest.dropFirst(end.count)
            } else {
                lines[lines.count - 1].append(byte)
                rest = rest.dropFirst()
            }
        }
        return lines
    }
}
