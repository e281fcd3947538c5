// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The form in which a field or body is hashed, so that small changes on the way do no harm.
///
/// RFC 6376, section 3.4.
enum Canonicalization: String {
    /// As it stands.
    case simple
    /// Without regard to the amount of space.
    case relaxed

    /// A field in this form.
    func field(_ field: [UInt8]) -> [UInt8] {
        guard self == .relaxed, let colon = field.firstIndex(of: UInt8(ascii: ":")) else { return field }
        let name = field[..<colon].filter { !Self.isSpace($0) }.map { (65...90).contains($0) ? $0 | 32 : $0 }
        let value = Self.compressed(field[(colon + 1)...].filter { $0 != 13 && $0 != 10 })
        return name + [UInt8(ascii: ":")] + value.drop(while: Self.isSpace) + [13, 10]
    }

    /// A body in this form.
    func body(_ body: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(body.count + 2)
        var end = 0
        var rest = body[...]
        while !rest.isEmpty {
            let line = rest.prefix { $0 != 10 }
            let isWhole = line.endIndex < rest.endIndex
            var text = line.last == 13 && isWhole ? line.dropLast() : line
            if self == .relaxed { text = Self.compressed(text)[...] }
            lines += text
            lines += [13, 10]
            // Empty lines at the end don't count.
            if !text.isEmpty { end = lines.count }
            rest = rest[(isWhole ? line.endIndex + 1 : line.endIndex)...]
        }
        if end == 0 { return self == .simple ? [13, 10] : [] }
        return Array(lines[..<end])
    }

    /// One space for each run of spaces and tabs, and none at the end.
    private static func compressed(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text {
            if isSpace(byte) {
                if result.last != 32 { result.append(32) }
            } else {
                result.append(byte)
            }
        }
        if result.last == 32 { result.removeLast() }
        return result
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
