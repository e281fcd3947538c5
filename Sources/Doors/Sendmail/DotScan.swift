// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the line with a single dot that ends a message on standard input, however the input is cut into chunks.
struct DotScan {
    /// What of the current line has been seen.
    private enum Line { case start, dot, dotAndReturn, other }

    private var line = Line.start
    /// Whether the ending dot was found.
    private(set) var isAtEnd = false

    /// Passes the next chunk; a dot that may be the ending one is kept back until that is known.
    mutating func pass(_ chunk: some Sequence<UInt8>, into output: inout [UInt8]) {
        for byte in chunk where !isAtEnd {
            switch (line, byte) {
            case (.start, UInt8(ascii: ".")): line = .dot
            case (.dot, UInt8(ascii: "\r")): line = .dotAndReturn
            case (.dot, UInt8(ascii: "\n")), (.dotAndReturn, UInt8(ascii: "\n")): isAtEnd = true
            default:
                release(into: &output)
                output.append(byte)
                line = byte == UInt8(ascii: "\n") ? .start : .other
            }
        }
    }

    /// Passes what was kept back, at the end of the input; a dot without a line end ends the message all the same.
    mutating func finish(into output: inout [UInt8]) {
        if line == .dotAndReturn { release(into: &output) }
        line = .other
    }

    private mutating func release(into output: inout [UInt8]) {
        if line == .dot || line == .dotAndReturn { output.append(UInt8(ascii: ".")) }
        if line == .dotAndReturn { output.append(UInt8(ascii: "\r")) }
    }
}
