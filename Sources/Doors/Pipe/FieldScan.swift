// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Where the fields of some names stand in the header of a message, byte by byte.
struct FieldScan {
    /// Where the header begins: behind the mbox `From ` lines.
    private(set) var start = 0
    /// Whether there is a header, and be it an empty one; otherwise all is body.
    private(set) var hasHeader = true
    /// The line ending of the first line.
    private(set) var lineEnding = "\n"
    /// The fields of those names, each with its folded lines and its line ending.
    private(set) var occurrences: [Range<Int>] = []

    /// Scans a message to the end of its header.
    init(_ bytes: UnsafeRawBufferPointer, names: [String]) {
        let wanted = Set(names.map { $0.utf8.map(Self.lower) })
        var position = 0
        var isFirst = true
        var isWanted = false
        while position < bytes.count {
            let rest = bytes[position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            let line = bytes[position..<end]
            if isFirst, line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8) {
                start = end
                position = end
                continue
            }
            if isFirst, line.suffix(2).elementsEqual("\r\n".utf8) { lineEnding = "\r\n" }
            let text = line.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            let isFolded = text.first == 32 || text.first == 9
            if text.isEmpty { return }
            if isFolded, !isFirst {
                if isWanted { occurrences[occurrences.count - 1] = occurrences[occurrences.count - 1].lowerBound..<end }
            } else {
                let field = Self.name(of: text)
                if isFirst, field == nil {
                    hasHeader = false
                    return
                }
                // A line that is no field ends the header for some readers, and for others only the empty line does.
                isWanted = field.map { wanted.contains($0.map(Self.lower)) } ?? false
                if isWanted { occurrences.append(position..<end) }
            }
            isFirst = false
            position = end
        }
    }

    private static func name(of line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer>? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        var name = line[..<colon]
        while let last = name.last, last == 32 || last == 9 { name = name.dropLast() }
        return !name.isEmpty && name.allSatisfy { (33...126).contains($0) } ? name : nil
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
