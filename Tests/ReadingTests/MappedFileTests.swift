// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Mail
import Reading
import Testing

@Suite("Mapped messages")
struct MappedFileTests {
    @Test("a mapped message reads as its bytes do, to the last byte of a page")
    func mapped() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("mapped-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        // The part ends in `=4` exactly where the page ends: a decoder that reads on dies here.
        let start = "Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n"
        let text = start + String(repeating: "y", count: 4096 - start.utf8.count - 2) + "=4"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let file = try MappedFile(path: path)
        #expect(file.count == 4096)
        #expect(MessageReader().read(file).text?.hasSuffix("y=4") == true)
    }

    @Test("an empty file is an empty message")
    func empty() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("empty-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(MessageReader().read(try MappedFile(path: path)).header.isEmpty)
    }

    @Test("what can't be mapped is an error that names it", arguments: ["/nonexistent/message", "/tmp", "/dev/null"])
    func failures(path: String) {
        let error = #expect(throws: (any Error).self) { try MappedFile(path: path) }
        #expect(error.map { "\($0)".contains(path) } == true)
    }
}
