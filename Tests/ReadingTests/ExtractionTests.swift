// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Mail
import Reading
import Testing

@Suite("Extracting attachments")
struct ExtractionTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reading-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func content(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    @Test("no name from a mail leads out of the folder, hides a file, or replaces one")
    func hostileNames() throws {
        let message = MessageReader().read(try Fixtures.bytes("hostile-names"))
        try withFolder { folder in
            let files = try AttachmentExtractor(folder: folder).extract(message)
            let names = ["1", "2", "3", "4", "5", "6", "7"].map {
                files[$0]?.split(separator: "/").last.map(String.init)
            }
            #expect(
                names == [
                    "passwd", "system.ini", "bashrc", "innocentfdp.exe", "passwd-2", "part-6.html", "a b .txt",
                ])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 7)
            #expect(try content("\(folder)/passwd") == "a")
            #expect(try content("\(folder)/passwd-2") == "e")
        }
    }

    @Test("a link that stands in the folder is not followed")
    func links() throws {
        let message = MessageReader().read(try Fixtures.bytes("hostile-names"))
        try withFolder { folder in
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/passwd", withDestinationPath: "\(folder)/elsewhere")
            let files = try AttachmentExtractor(folder: folder).extract(message)
            #expect(files["1"] == "\(folder)/passwd-2")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/elsewhere"))
        }
    }

    @Test("a folder that is not there is an error with its path")
    func missingFolder() throws {
        let message = MessageReader().read(try Fixtures.bytes("attachment"))
        #expect(throws: (any Error).self) { try AttachmentExtractor(folder: "/nonexistent/x").extract(message) }
    }

    @Test("an inspection prints the documented keys, and the file of an extracted attachment")
    func inspection() throws {
        let message = MessageReader().read(try Fixtures.bytes("attachment"))
        let json = try JSONEncoder().encode(Inspection(message, files: ["2": "/tmp/x.pdf"]))
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "subject", "from", "to", "cc", "bcc", "message_id", "date", "text", "html", "attachments",
                "extra_text_parts",
                "doubts",
            ])
        let attachment = try #require((object["attachments"] as? [[String: Any]])?.first)
        #expect(attachment["name"] as? String == "Contract €-2026.pdf")
        #expect(attachment["len"] as? Int == 24)
        #expect(attachment["file"] as? String == "/tmp/x.pdf")
        #expect((attachment["sha256"] as? String)?.count == 64)
        #expect((object["text"] as? [String: Any])?["len"] as? Int == 26)
    }
}
