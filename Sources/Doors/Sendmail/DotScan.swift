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
    mutating func pass(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var rest = chunk[...]
        while let byte = rest.first, !isAtEnd {
            switch (line, byte) {
            case (.other, _):
                // Nearly all of a message is passed here, a line at a time and not byte by byte.
                let end = rest.firstIndex(of: UInt8(ascii: "\n"))
                let text = end.map { rest[...$0] } ?? rest
                output.append(contentsOf: UnsafeRawBufferPointer(rebasing: text))
                rest = rest[text.endIndex...]
                if end != nil { line = .start }
                continue
            case (.start, UInt8(ascii: ".")): line = .dot
            case (.dot, UInt8(ascii: "\r")): line = .dotAndReturn
            case (.dot, UInt8(ascii: "\n")), (.dotAndReturn, UInt8(ascii: "\n")): isAtEnd = true
            default:
                release(into: &output)
                line = .other
                continue
            }
            rest = rest.dropFirst()
        }
    }

    /// Passes what was kept back, at the end of the input; a dot without a line end ends the message all the same.
    mutating func finish(into output: inout [UInt8]) {
        if line == .dotAndReturn, !isAtEnd { release(into: &output) }
        line = .other
    }

    private mutating func release(into output: inout [UInt8]) {
        if line == .dot || line == .dotAndReturn { output.append(UInt8(ascii: ".")) }
        if line == .dotAndReturn { output.append(UInt8(ascii: "\r")) }
    }
}
