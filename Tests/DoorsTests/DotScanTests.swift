// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Doors

@Suite struct DotScanTests {
    /// What passes of a text that comes in these pieces.
    private func pass(_ pieces: [ArraySlice<UInt8>]) -> (text: String, isAtEnd: Bool) {
        var scan = DotScan()
        var output: [UInt8] = []
        for piece in pieces { piece.withUnsafeBytes { scan.pass($0, into: &output) } }
        scan.finish(into: &output)
        return (String(decoding: output, as: UTF8.self), scan.isAtEnd)
    }

    @Test(
        "wherever the input is cut in three, the same passes",
        arguments: [
            ("a\n.\nrest", "a\n", true), ("a\r\n.\r\nrest\n", "a\r\n", true), (".\n", "", true),
            ("..\n.a\n.\r.\n", "..\n.a\n.\r.\n", false), ("a.\nb\n\n", "a.\nb\n\n", false), ("a\n.", "a\n", false),
            ("\n\n.\n\n", "\n\n", true), ("a\n.\r", "a\n.\r", false), ("", "", false),
        ])
    func anyCut(input: String, passed: String, ends: Bool) {
        let bytes = Array(input.utf8)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let result = pass([bytes[..<first], bytes[first..<second], bytes[second...]])
                #expect(result.text == passed, "cut at \(first) and \(second)")
                #expect(result.isAtEnd == ends, "cut at \(first) and \(second)")
            }
        }
    }
}
