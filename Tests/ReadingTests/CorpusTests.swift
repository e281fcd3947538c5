// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import Mail
import Reading
import Testing

/// Reads other people's messages, where a folder of them is named: they are not part of the project.
@Suite("A corpus of messages")
struct CorpusTests {
    static let folder = ProcessInfo.processInfo.environment["SEALPOST_CORPUS"]

    /// All messages of the folder as they are read, by name.
    static func messages() throws -> [(name: String, message: Message)] {
        guard let folder else { return [] }
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }
        return try names.map { ($0, MessageReader().read(try MappedFile(path: "\(folder)/\($0)"))) }
    }

    @Test("every message is read, and read alike twice", .enabled(if: folder != nil, "SEALPOST_CORPUS names no folder"))
    func deterministic() throws {
        let folder = try #require(Self.folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }
        #expect(!names.isEmpty)
        for name in names {
            let file = try MappedFile(path: "\(folder)/\(name)")
            let first = Golden(MessageReader().read(file))
            #expect(Golden(MessageReader().read(file.bytes(in: 0..<file.count))) == first, "\(name)")
        }
    }
}
