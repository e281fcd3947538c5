// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Testing

/// The exit codes of `docs/commands.md` against those that the programs use.
@Suite("docs: exit codes")
struct ExitCodeTests {
    private let rows: [[String]]

    init() throws { rows = try Page("docs/commands.md").section("Exit codes").rows("code") }

    @Test("each code bears its name")
    func names() {
        #expect(rows.count > 5)
        for row in rows {
            let status = Int32(row[0]).flatMap(ExitStatus.init(rawValue:))
            #expect(status.map { "`\($0)`" } == row[1], "\(row[0])")
        }
    }

    @Test("a code that is not listed is used by no program")
    func unlisted() throws {
        let listed = Set(rows.map { $0[0] })
        let others = (0...255).compactMap(ExitStatus.init(rawValue:)).filter { !listed.contains("\($0.rawValue)") }
        for folder in ["sealpost", "sealpost-sendmail", "sealpost-sandbox", "Doors"] {
            let sources = Page.project.appending(path: "Sources/\(folder)")
            let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            for file in try #require(files) {
                let text = try String(contentsOf: file, encoding: .utf8)
                for status in others { #expect(!text.contains(".\(status)"), "\(file.lastPathComponent)") }
            }
        }
    }
}
