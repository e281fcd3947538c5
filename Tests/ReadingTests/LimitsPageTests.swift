// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reading
import Testing

/// `docs/reading.md` against the limits.
@Suite("docs: limits of reading")
struct LimitsPageTests {
    @Test("each limit stands in the table with its value, and no other")
    func table() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/reading.md")
        let lines = try String(contentsOf: page, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.drop { $0 != "| limit | value | beyond it |" }.dropFirst(2).prefix { $0.hasPrefix("|") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        let limits = ReadingLimits.standard
        let expected = [
            "depth of multiparts": limits.depth, "depth of messages within messages": limits.messages,
            "parts": limits.parts, "header fields, of the message and its parts together": limits.fields,
            "bytes of one header field": limits.fieldBytes, "parameters of a field": limits.parameters,
            "depth of parentheses in a field": limits.parentheses, "addresses": limits.addresses,
            "bytes from the beginnings of the encoded words in an address field to their ends, together":
                limits.encodedWordBytes,
            "bytes of a text": limits.textBytes,
        ]
        #expect(rows.count == expected.count)
        let told = Dictionary(rows.map { ($0[0], Int($0[1])) }) { first, _ in first }
        #expect(told.compactMapValues(\.self) == expected)
        #expect(Mirror(reflecting: limits).children.count == expected.count)
    }
}
