// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Testing

@Suite("StructureParser")
struct StructureParserTests {
    private let message = """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="part-1"

        --part-1
        Content-Type: text/plain; charset=utf-8; Format=flowed
        Content-Transfer-Encoding: Base64
        Content-Disposition: inline; filename="a b.txt"; handling=optional
        Content-ID: <one@x.example>

        0
        --part-1
        Content-Type: multipart/mixed; boundary="part-2"

        --part-2
        Content-Type: model/x3d

        1
        --part-2--

        --part-1--

        """

    @Test("a structure is copied with all its fields")
    func structure() throws {
        let bytes = Array(message.utf8)
        let root = try #require(StructureParser.parse(bytes))
        #expect(root.essence == "multipart/mixed")
        #expect(root.children.count == 2)
        let first = root.children[0]
        #expect(first.essence == "text/plain")
        #expect(first.parameters.map(\.name) == ["charset", "format"])
        #expect(first.encoding == "base64")
        #expect(first.disposition == "inline")
        #expect(
            first.dispositionParameters.map { String(decoding: $0.value, as: UTF8.self) } == ["a b.txt", "optional"])
        #expect(String(decoding: first.contentID, as: UTF8.self) == "one@x.example")
        #expect(String(decoding: bytes[first.body], as: UTF8.self) == "0")
        #expect(root.children[1].children.map(\.essence) == ["model/x3d"])
    }

    @Test("a message without MIME is text")
    func plain() throws {
        let root = try #require(StructureParser.parse(Array("Subject: x\n\nbody".utf8)))
        #expect(root.essence == "text/plain")
        #expect(root.children.isEmpty)
        #expect(root.body.count == 4)
    }

    @Test("no bytes are no structure, or an empty one, but never a crash")
    func empty() {
        #expect(StructureParser.parse([])?.children.isEmpty ?? true)
    }
}
