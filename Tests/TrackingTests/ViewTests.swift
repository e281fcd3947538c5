// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
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
        for columns in [120, 80, 60, 40, nil] {
            let width = columns.map { "\($0) columns" } ?? "no terminal"
            let table = TrackingTable(view.mails, columns: columns, clock: view.clock)
            text += "=== table, \(width)\n" + Self.text(table.lines) + "\(table.sum)\n"
            let details = view.mails.map { TrackingDetails($0, columns: columns, clock: view.clock).lines }
            for lines in details { text += "=== one mail, \(width)\n" + Self.text(lines) }
            let (rows, fields) = (table.lines.map(\.plain), details.flatMap(\.self).map(\.plain))
            for mail in view.mails {
                let tickets = mail.recipients.compactMap(\.ticket)
                for name in [mail.id] + tickets.map(\.token) {
                    #expect(rows.contains { $0.contains(name) }, "\(name) at \(width)")
                }
                for name in [mail.messageID] + tickets.flatMap({ [$0.token, $0.url] }) where !name.isEmpty {
                    #expect(fields.contains { $0.contains(name) }, "\(name) at \(width)")
                }
            }
            guard let columns else { continue }
            // Nobody could type or open these in pieces.
            for line in rows + fields where !["Message-ID:", "Ticket:", "Follow it at:"].contains(where: line.contains)
            {
                #expect(Columns.width(of: line) <= columns, "\(line)")
            }
        }
        let expected = file.deletingPathExtension().appendingPathExtension("expected")
        if ProcessInfo.processInfo.environment["RECORD"] != nil { try Data(text.utf8).write(to: expected) }
        #expect(text == (try String(contentsOf: expected, encoding: .utf8)))
    }

    private static func text(_ lines: [StyledText]) -> String { lines.map { $0.plain + "\n" }.joined() }
}
