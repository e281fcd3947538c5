// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A streaming quoted-printable decoder that takes what it can't decode literally.
///
/// A `=` that begins neither an octet nor a soft line break stays in the text, as RFC 2045 suggests to robust programs.
/// Nothing past the last byte is ever needed: `=4` at the end is two characters. White space at the end of a line is
/// kept, though the RFC has it deleted: what adds it is no longer in use, and signatures begin with `-- `.
/// RFC 2045, section 6.7.
struct QuotedPrintableDecoder: Sendable {
    private enum State {
        case text
        /// After `=`; `blanks` holds white space that a soft line break would swallow.
        case equals
        /// After `=` and one hexadecimal digit.
        case digit(UInt8)
        /// After `=` and a carriage return.
        case carriageReturn
    }

    private(set) var isDamaged = false
    private var state = State.text
    private var blanks: [UInt8] = []

    mutating func decode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var position = 0
        while position < chunk.count {
            if case .text = state {
                let rest = UnsafeRawBufferPointer(rebasing: chunk[position...])
                let end = rest.firstIndex(of: UInt8(ascii: "=")) ?? rest.count
                output.append(contentsOf: rest[..<end])
                position += end
                if end < rest.count {
                    state = .equals
                    position += 1
                }
                continue
            }
            if take(chunk[position], into: &output) { position += 1 }
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        switch state {
        case .text: break
        // The line break of a last soft line break belongs to the boundary: nothing is missing.
        case .equals, .carriageReturn: break
        case .digit(let first):
            isDamaged = true
            output.append(UInt8(ascii: "="))
            output.append(first)
        }
        state = .text
        blanks.removeAll()
    }

    /// Takes a byte after `=`; returns false where the byte begins ordinary text and must be taken again.
    private mutating func take(_ byte: UInt8, into output: inout [UInt8]) -> Bool {
        switch state {
        case .text:
            return false
        case .equals:
            if byte == 0x0A {
                endSequence()
            } else if byte == 0x0D {
                state = .carriageReturn
            } else if byte == 0x20 || byte == 0x09 {
                blanks.append(byte)
            } else if blanks.isEmpty && Hexadecimal.value(of: byte) != nil {
                state = .digit(byte)
            } else {
                isDamaged = true
                output.append(UInt8(ascii: "="))
                output.append(contentsOf: blanks)
                endSequence()
                return false
            }
            return true
        case .digit(let first):
            guard let high = Hexadecimal.value(of: first), let low = Hexadecimal.value(of: byte) else {
                isDamaged = true
                output.append(UInt8(ascii: "="))
                output.append(first)
                endSequence()
                return false
            }
            output.append(high << 4 | low)
            endSequence()
            return true
        case .carriageReturn:
            endSequence()
            return byte == 0x0A
        }
    }

    private mutating func endSequence() {
        state = .text
        blanks.removeAll(keepingCapacity: true)
    }
}
