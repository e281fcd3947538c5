// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A streaming uudecoder.
///
/// Data lies between a `begin MODE NAME` line and an `end` line; text outside is dropped and is a damage, since a part
/// declared as uuencode has none. POSIX.1-2017, uuencode, historical algorithm.
struct UuencodeDecoder: Sendable {
    private enum State {
        case before, inside, after
    }

    private(set) var isDamaged = false
    private var state = State.before
    /// The line that is not complete yet.
    private var line: [UInt8] = []

    mutating func decode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var start = 0
        while start < chunk.count {
            let rest = UnsafeRawBufferPointer(rebasing: chunk[start...])
            guard let end = rest.firstIndex(of: 0x0A) else {
                line.append(contentsOf: rest)
                return
            }
            line.append(contentsOf: rest[..<end])
            takeLine(into: &output)
            start += end + 1
        }
    }

    mutating func finish(into output: inout [UInt8]) {
        takeLine(into: &output)
        if state != .after { isDamaged = true }
    }

    private mutating func takeLine(into output: inout [UInt8]) {
        defer { line.removeAll(keepingCapacity: true) }
        while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
        switch state {
        case .before:
            if line.starts(with: "begin ".utf8) { state = .inside } else { isDamaged = isDamaged || !line.isEmpty }
        case .inside:
            if line.elementsEqual("end".utf8) { state = .after } else { decodeLine(into: &output) }
        case .after:
            isDamaged = isDamaged || !line.isEmpty
        }
    }

    /// Decodes the held line: a character that tells how many bytes, then four characters for each three of them.
    ///
    /// Blanks at the end may have been lost on the way; they stand for zero bits.
    private mutating func decodeLine(into output: inout [UInt8]) {
        guard let first = line.first else { return }
        guard (0x20...0x60).contains(first) else {
            isDamaged = true
            return
        }
        let count = Int((first - 0x20) & 63)
        var written = 0
        var position = 1
        while written < count {
            var bits: UInt32 = 0
            for place in 0..<4 {
                let character = position + place < line.count ? line[position + place] : 0x20
                if !(0x20...0x60).contains(character) { isDamaged = true }
                bits = bits << 6 | UInt32((character &- 0x20) & 63)
            }
            position += 4
            for shift in [16, 8, 0] where written < count {
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift)))
                written += 1
            }
        }
    }
}
