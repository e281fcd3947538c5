// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The bytes of a script, with its lines found.
struct SourceText: Sendable {
    let name: String
    let bytes: [UInt8]
    /// The offset of the first byte of each line.
    private let lineStarts: [Int]
    /// For each long line, how many characters stand before every so many bytes: counting from its beginning for each
    /// place would take for ever in a script of one line.
    private let marks: [Int: [(offset: Int, count: Int)]]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        lineStarts = starts
        var marks: [Int: [(offset: Int, count: Int)]] = [:]
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
            if end - start > 2 * Self.stride { marks[index] = Self.marks(bytes, start..<end) }
        }
        self.marks = marks
    }

    private static let stride = 1024

    private static func marks(_ bytes: [UInt8], _ line: Range<Int>) -> [(offset: Int, count: Int)] {
        var marks = [(offset: line.lowerBound, count: 0)]
        for begin in Swift.stride(from: line.lowerBound + stride, to: line.upperBound, by: stride) {
            var offset = begin
            while offset < line.upperBound, offset < begin + 3, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            let (last, count) = marks[marks.count - 1]
            marks.append((offset, count + String(decoding: bytes[last..<offset], as: UTF8.self).count))
        }
        return marks
    }

    /// How many characters of a line stand before an offset.
    private func characters(before offset: Int, inLine index: Int) -> Int {
        var (start, count) = (lineStarts[index], 0)
        if let marks = marks[index] {
            var mark = min((offset - start) / Self.stride, marks.count - 1)
            if marks[mark].offset > offset { mark -= 1 }
            (start, count) = marks[mark]
        }
        return count + characterCount(start..<offset)
    }

    /// The line that holds this offset, from 0.
    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private func lineRange(_ index: Int) -> Range<Int> {
        let start = lineStarts[index]
        var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    /// The place of a byte range; clipped to the line on which it begins.
    func place(of range: Range<Int>) -> SourcePlace {
        let index = lineIndex(of: range.lowerBound)
        let line = lineRange(index)
        let start = min(range.lowerBound, line.upperBound)
        let end = min(max(range.upperBound, start), line.upperBound)
        let column = characters(before: start, inLine: index) + 1
        let length = characterCount(start..<end)
        return SourcePlace(line: index + 1, column: column, length: max(length, 1))
    }

    /// How many characters a part of a line has; to find them takes long, and in ASCII each byte is one.
    private func characterCount(_ range: Range<Int>) -> Int {
        let part = bytes[range]
        return part.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
            ? part.count : String(decoding: part, as: UTF8.self).count
    }

    /// The text of a line, from 1; empty beyond the end.
    func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        return String(decoding: bytes[lineRange(number - 1)], as: UTF8.self)
    }
}
