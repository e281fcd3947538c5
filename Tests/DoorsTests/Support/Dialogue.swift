// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Mail
import TestSupport
import Testing

/// An SMTP dialogue in a file of `Dialogues`, and what becomes of it.
///
/// `C: ` is a line of the client, `C> ` what it writes without a line end, `S: ` a line of the server. They stand in the order
/// in which both are heard: what the client writes in one go is not interrupted. Behind `END: ` stand the ending and the exit
/// status, then each accepted message: `P: ` for what the spool says of it, `M: ` for its lines. `\n`, `\r`, `\t`, `\0`, `\xHH`
/// and `\{4100}`, which is as many letters, stand for what they do elsewhere. A first line `# ends: LF` has the client's lines
/// end so, and other lines with `#` explain.
struct Dialogue: CustomTestStringConvertible {
    /// The limit that servers of these dialogues have for a message.
    static let sizeLimit = 2000

    let name: String
    /// All lines but those with `#`.
    let transcript: [String]
    private let lineEnd: String

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Dialogues")

    /// The dialogues of the folder.
    static let all: [Dialogue] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { try? Dialogue($0) }
    }()

    init(_ file: String) throws {
        name = String(file.dropLast(4))
        let lines = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8).split(separator: "\n")
            .map(String.init)
        transcript = lines.filter { !$0.hasPrefix("#") }
        lineEnd = lines.first == "# ends: LF" ? "\n" : "\r\n"
    }

    /// What the client writes, one after the other, with the lines that say so.
    var pieces: [(lines: [String], bytes: [UInt8])] {
        var pieces: [(lines: [String], bytes: [UInt8])] = []
        var isClients = false
        for line in transcript where line.hasPrefix("C") || line.hasPrefix("S") {
            defer { isClients = line.hasPrefix("C") }
            guard line.hasPrefix("C") else { continue }
            if !isClients { pieces.append(([], [])) }
            let end = line.hasPrefix("C:") ? Array(lineEnd.utf8) : []
            pieces[pieces.count - 1].lines.append(line)
            pieces[pieces.count - 1].bytes += Self.unescaped(line.dropFirst(3)) + end
        }
        return pieces
    }

    private static func unescaped(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let character = rest.popFirst() {
            guard character == "\\", let letter = rest.popFirst() else {
                bytes += Array(String(character).utf8)
                continue
            }
            switch letter {
            case "n": bytes.append(10)
            case "r": bytes.append(13)
            case "t": bytes.append(9)
            case "0": bytes.append(0)
            case "x":
                bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case "{":
                let count = rest.prefix { $0 != "}" }
                rest = rest.dropFirst(count.count + 1)
                bytes += Array(repeating: UInt8(ascii: "x"), count: Int(count) ?? 0)
            default: bytes += Array(String(letter).utf8)
            }
        }
        return bytes
    }

    /// Holds a dialogue, and gives its transcript.
    /// - Parameter pieces: What the client writes, each with the lines that say so; a piece is read in one go.
    static func hold(_ pieces: [(lines: [String], bytes: [UInt8])]) throws -> [String] {
        let folder = try TemporaryFolder()
        let spool = Spool(folder.file("spool"))
        try spool.create()
        var transcript: [String] = []
        var ids: [SpoolID] = []
        var rest = pieces[...]
        let streams = SMTPStreams(
            read: { buffer in
                guard let piece = rest.popFirst() else { return 0 }
                transcript += piece.lines
                let part = piece.bytes.prefix(buffer.count)
                buffer.copyBytes(from: part)
                if part.count < piece.bytes.count { rest = [([], Array(piece.bytes[part.endIndex...]))] + rest }
                return part.count
            },
            write: { buffer in
                let text = String(decoding: buffer, as: UTF8.self)
                transcript += text.components(separatedBy: "\r\n").dropLast().map { "S: \($0)" }
                return buffer.count
            })
        var conversation = SMTPConversation(
            streams, into: spool, like: .ofProgram(sizeLimit: sizeLimit), host: "desk",
            accepted: { ids.append($0) })
        let end = conversation.run()
        transcript.append("END: \(end.ending), \(end.status.rawValue)")
        for id in ids {
            let message = try spool.open(id)
            transcript += message.entry.preamble.split(separator: "\n").dropFirst(4).map { "P: \($0)" }
            let text = String(decoding: message.bytes.bytes(in: 0..<message.bytes.count), as: UTF8.self)
            transcript += shown(text)
            transcript = transcript.map { $0.replacing(id.rawValue, with: "ID") }
        }
        return transcript
    }

    /// The lines of a message without those that differ each time.
    private static func shown(_ text: String) -> [String] {
        var shown = ""
        for scalar in text.unicodeScalars { shown += ["\r": "\\r", "\0": "\\0"][scalar] ?? String(scalar) }
        let lines = shown.components(separatedBy: "\n")
        return (lines.last == "" ? lines.dropLast() : lines[...])
            .filter { !$0.hasPrefix("Date: ") && !$0.hasPrefix("Message-ID: ") }.map { "M: \($0)" }
    }
}

extension Submission {
    /// What the messages of one test have in common.
    static func ofProgram(sizeLimit: Int = Submission.standardSizeLimit) -> Submission {
        var submission = Submission(entry: SpoolEntry(door: .sendmail, envelope: Envelope(), origin: "test"))
        submission.sizeLimit = sizeLimit
        return submission
    }
}
