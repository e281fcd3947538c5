// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sieve

/// Scripts with errors, each beside what is said about it; `RECORD=1 swift test` writes the expectations anew.
@Suite struct DiagnosticsTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Diagnostics")

    private static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".sieve") }.sorted()
    }

    @Test("there are scripts to check")
    func found() { #expect(Self.names.count > 10) }

    @Test("everything wrong with a script is said at once", arguments: names)
    func golden(_ name: String) throws {
        let file = Self.folder.appending(path: name)
        let source = try Data(contentsOf: file)
        let compilation = Script.compile(source: source, name: name)
        #expect((compilation.script == nil) == compilation.diagnostics.contains { $0.severity == .error })
        let text = compilation.diagnostics.map { $0.description + "\n" }.joined()
        let expectation = file.deletingPathExtension().appendingPathExtension("expected")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try Data(text.utf8).write(to: expectation)
        }
        #expect(text == (try String(contentsOf: expectation, encoding: .utf8)))
    }
}
