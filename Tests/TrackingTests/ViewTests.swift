// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TerminalText
import Testing
import Tracking

/// What a person sees, each picture beside the mails it is of.
///
/// With `RECORD` in the environment the pictures are written anew.
@Suite("the look of statuses") struct ViewTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Views")
    private static let files =
        ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == "mails" }.sorted { $0.path < $1.path }

    @Test("there are pictures") func found() { #expect(Self.files.count >= 4) }

    @Test("mails look as their picture says, and no line is too long", arguments: files)
    func view(_ file: URL) throws {
        let view = try ViewFile(file)
        var text = ""
        for columns in [80, 50, nil] {
            let width = columns.map { "\($0) columns" } ?? "no terminal"
            let table = TrackingTable(view.mails, columns: columns, clock: view.clock)
            text += "=== table, \(width)\n" + Self.text(table.lines) + "\(table.sum)\n"
            let details = view.mails.map { TrackingDetails($0, columns: columns, clock: view.clock).lines }
            for lines in details { text += "=== one mail, \(width)\n" + Self.text(lines) }
            if let columns, columns == 80 {
                // The address of a page is not broken, or nobody could follow it.
                for line in (table.lines + details.flatMap(\.self)) where !line.plain.contains("Follow it at:") {
                    #expect(Columns.width(of: line.plain) <= columns, "\(line.plain)")
                }
            }
        }
        let expected = file.deletingPathExtension().appendingPathExtension("expected")
        if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(text.utf8).write(to: expected) }
        #expect(text == (try String(contentsOf: expected, encoding: .utf8)))
    }

    private static func text(_ lines: [StyledText]) -> String { lines.map { $0.plain + "\n" }.joined() }
}
