// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Archives
import Foundation
import TestSupport
import Testing

@Suite("ZIP archives")
struct ZIPArchiveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func archive(_ name: String, _ files: [(String, [UInt8])]) throws -> Data {
        var archive = try ZIPArchive(at: folder.file(name))
        for (path, bytes) in files {
            try archive.add(path) { append in
                for byte in bytes.chunked(7) { try append(byte) }
            }
        }
        try archive.finish()
        return try Data(contentsOf: URL(filePath: folder.file(name)))
    }

    private static let files: [(String, [UInt8])] = [
        ("README.txt", Array("hello\n".utf8)), ("empty", []), ("folder/bytes.bin", (0..<3000).map { UInt8($0 % 251) }),
    ]

    @Test("the same files are the same bytes, whenever they are written")
    func deterministic() throws {
        let first = try archive("a.zip", Self.files)
        #expect(first == (try archive("b.zip", Self.files)))
        // No time but the format's first, no extra field, nothing compressed: the local header of the first file.
        let header: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]
        #expect(Array(first.prefix(14)) == header)
        #expect(Array(first[26..<30]) == [10, 0, 0, 0])
        #expect(Array(first[30..<46]) == Array("README.txthello\n".utf8))
    }

    @Test(
        "unzip finds every file as it was",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip"), "unzip is not installed"))
    func unzip() throws {
        _ = try archive("a.zip", Self.files)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unzip")
        process.arguments = ["-q", folder.file("a.zip"), "-d", folder.file("out")]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        for (path, bytes) in Self.files {
            #expect(try Data(contentsOf: URL(filePath: folder.file("out/\(path)"))) == Data(bytes), "\(path)")
        }
    }

    @Test("a place that can't be written to is named")
    func unwritable() throws {
        let path = folder.file("missing/a.zip")
        #expect(throws: ArchiveFault(path: path, attempt: "create")) { _ = try ZIPArchive(at: path).finish() }
    }
}

extension [UInt8] {
    fileprivate func chunked(_ size: Int) -> [[UInt8]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
