// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

@testable import Sieve

@Suite struct BodyTextsTests {
    private let attachment = """
        Content-Type: multipart/mixed; boundary=b

        --b

        Some text.
        --b
        Content-Type: application/pdf
        Content-Disposition: attachment; filename="large.pdf"
        Content-Transfer-Encoding: base64

        \(String(repeating: "QUJDREVGR0hJSktM\n", count: 1000))
        --b--

        """

    @Test("a body is decoded once, for all tests and all recipients")
    func once() throws {
        let (input, source) = counted(attachment)
        let tests = (0..<20).map { "body :content \"\" :contains \"word\($0)\"" }.joined(separator: ", ")
        let script = try compiled(mimeExtensions + "if anyof (\(tests)) { keep; }")
        _ = try script.run(on: input)
        var other = input
        other.recipient = "c@b.example"
        _ = try script.run(on: other)
        // What stands around parts is small, and read each time.
        #expect(source.total < attachment.utf8.count + 40 * 100)
    }

    @Test("an attachment is never decoded to learn its name, nor looked at for a test of the texts")
    func namesCostNothing() throws {
        let (input, source) = counted(attachment)
        let script = try compiled(
            mimeExtensions + """
                if header :mime :anychild :param "filename" "content-disposition" "large.pdf" { fileinto "named"; }
                foreverypart { extracttext "t"; }
                if body :contains "pdf" { stop; }
                """)
        #expect(try script.run(on: input).actions.map(\.argument) == ["named"])
        #expect(source.total < 500)
    }

    @Test("a decision doesn't depend on what others have looked at before")
    func independentLimits() throws {
        let (input, _) = counted(attachment)
        let all = try compiled(mimeExtensions + #"if body :content "" "x" { keep; }"#)
        let texts = try compiled(mimeExtensions + #"if body "Some text." { discard; }"#)
        _ = try all.run(on: input)
        #expect(try texts.run(on: input, limits: Limits(bodiesSize: 100)).actions.map(\.kind) == [.discard])
        #expect(throws: ScriptFault.self) { try all.run(on: input, limits: Limits(bodiesSize: 100)) }
        #expect(throws: ScriptFault.self) { try all.run(on: input, limits: Limits(bodySize: 100)) }
    }

    @Test("others can ask for the texts too")
    func api() throws {
        let texts = BodyTexts(parsedInput(letterWithParts).message)
        let found = try texts.entities.indices.map {
            String(decoding: try texts.body(of: $0, as: .text, limits: .standard).bytes, as: UTF8.self)
        }
        #expect(
            found == ["", "", "Beste Zoë,\ntot morgen.", "Beste Zoë, tot morgen.", "", "", "Forwarded words."])
    }

    @Test("every part that is sent is found among the entities, however odd the mail")
    func parts() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../ReadingTests/Messages")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }
        #expect(names.count > 10)
        for name in names {
            let mail = Array(try Data(contentsOf: folder.appending(path: name)))
            let message = parsedInput(mail).message
            let found = BodyTexts(message).parts.values.map(\.path).sorted()
            #expect(found == message.parts.map(\.path).sorted(), "\(name)")
        }
    }
}
