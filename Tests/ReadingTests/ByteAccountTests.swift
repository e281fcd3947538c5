// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import TestSupport
import Testing

@Suite("The account of a message's bytes")
struct ByteAccountTests {
    /// A tree of parts, written as a message, that knows what each leaf holds.
    private struct Tree {
        var text = ""
        var leaves: [String] = []
        private var random: SeededGenerator
        private var count = 0

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
            text = "From: a@x.example\nSubject: s\n"
            append(depth: 0)
        }

        private mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

        /// Appends a Content-Type, the rest of the header, and a body that ends without a line break of its own.
        private mutating func append(depth: Int) {
            count += 1
            let number = count
            guard depth == 0 || depth < 5 && next(3) == 0 else { return appendLeaf(number) }
            let boundary =
                ["b\(number)", "=_\(number)", "b", "----=_Part (\(number))", "b\(number / 2)"][next(4)] + "_\(number)"
            text += "Content-Type: multipart/\(["mixed", "alternative", "related", "digest-like"][next(4)]); "
            text +=
                next(2) == 0
                ? "boundary=\"\(boundary)\"\n"
                : "boundary*0=\"\(boundary.prefix(2))\";\n boundary*1=\"\(boundary.dropFirst(2))\"\n"
            text += "\n"
            if next(2) == 0 { text += "prologue \(number)\n" }
            for _ in 0...next(4) {
                text += "--\(boundary)\(["", "  ", "\t"][next(3)])\n"
                append(depth: depth + 1)
                text += "\n"
            }
            text += "--\(boundary)--"
            if next(2) == 0 { text += "\nepilogue \(number)" }
        }

        private mutating func appendLeaf(_ number: Int) {
            let body = (0..<next(4)).map { _ in
                ["leaf \(number)", "", "-- ", "> quoted", "--", "- dash", "a: b"][next(7)]
            }
            .joined(separator: "\n")
            leaves.append(body)
            text += ["", "Content-Type: text/plain\n", "Content-Type: application/x-a; name=n\(number)\n"][next(3)]
            text += "\n" + body
        }
    }

    /// Whether each line of the message stands in a field, a part, or the text around parts, or is empty or a boundary.
    private func unaccounted(_ message: Message) -> [String] {
        let known =
            message.parts.map(\.range)
            + message.entities.flatMap { entity in
                let fields = entity.header.map(\.range)
                guard case .multipart(let prologue, let epilogue) = entity.kind else { return fields }
                return fields + [prologue, epilogue].compactMap(\.self)
            }
        let bytes = message.source.bytes(in: 0..<message.source.count)
        var isKnown = [Bool](repeating: false, count: bytes.count + 1)
        for range in known { for place in range { isKnown[place] = true } }
        var start = message.bodyStart
        var lines: [String] = []
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = String(decoding: bytes[start..<end], as: UTF8.self)
            if !isKnown[start], !line.allSatisfy(\.isWhitespace), !line.hasPrefix("--") { lines.append(line) }
            start = end + 1
        }
        return lines
    }

    @Test("of a generated tree every leaf is read as it was written, and every byte is known")
    func trees() {
        for seed in 0..<400 {
            let tree = Tree(seed: UInt64(seed))
            for text in [tree.text, tree.text.replacing("\n", with: "\r\n")] {
                let message = MessageReader().read(Array(text.utf8))
                let leaves = message.parts.map {
                    String(decoding: message.source.bytes(in: $0.range), as: UTF8.self).replacing("\r\n", with: "\n")
                }
                #expect(leaves == tree.leaves, "seed \(seed)")
                #expect(!message.isDoubtful, "seed \(seed): \(message.doubts)")
                #expect(unaccounted(message).isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("a tree that lacks a line somewhere loses nothing without a word")
    func damagedTrees() {
        for seed in 0..<400 {
            var random = SeededGenerator(seed: UInt64(seed))
            var lines = Tree(seed: UInt64(seed)).text.split(separator: "\n", omittingEmptySubsequences: false)
            lines.remove(at: Int.random(in: 3..<lines.count, using: &random))
            let message = MessageReader().read(Array(lines.joined(separator: "\n").utf8))
            #expect(message.isDoubtful || unaccounted(message).isEmpty, "seed \(seed)")
        }
    }

    @Test(
        "a line of a part's header that belongs to nothing is a grave doubt",
        arguments: [" Content-Type: text/html", ": no name", "From me to you"])
    func strayLine(line: String) {
        let message = MessageReader().read(
            Array(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(line)\nContent-Type: text/plain\n\nx\n--b--\n".utf8
            ))
        #expect(message.isDoubtful || message.text?.contains(line) ?? false)
    }

    @Test("text around the parts is no doubt, and no part")
    func around() {
        let message = MessageReader().read(
            Array("Content-Type: multipart/mixed; boundary=b\n\nbefore\n--b\n\nx\n--b--\nbehind\n".utf8))
        #expect(!message.isDoubtful)
        #expect(message.parts.count == 1)
        #expect(unaccounted(message).isEmpty)
    }

    @Test("between two boundaries in a row there is no part")
    func void() {
        let message = MessageReader().read(
            Array("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\nx\n--b--\n".utf8))
        #expect(message.text == "x")
        #expect(message.parts.count == 1)
    }

    @Test(
        "every line of every message of a corpus is known, or the message doubtful",
        .enabled(if: CorpusTests.folder != nil, "SEALPOST_CORPUS names no folder"))
    func corpus() throws {
        for (name, message) in try CorpusTests.messages() where !message.isDoubtful {
            #expect(unaccounted(message).isEmpty, "\(name)")
        }
    }
}
