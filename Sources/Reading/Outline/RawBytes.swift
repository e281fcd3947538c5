// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

extension UnsafeRawBufferPointer {
    /// The first place of `byte` at or after `start`: memchr(3), since bodies of megabytes are searched by it.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}

extension String {
    /// Whether a byte of the text's UTF-8 is this one; memchr(3), as texts are long too.
    func holds(byte: UInt8) -> Bool {
        utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).firstIndex(of: byte, from: 0) != nil }
            ?? utf8.contains(byte)
    }
}

extension [UInt8] {
    /// Whether a text stands somewhere in it.
    func holds(_ text: String) -> Bool { indices.contains { self[$0...].starts(with: text.utf8) } }
}

extension Collection where Element == UInt8 {
    /// Without blanks and line ends at both ends.
    func trimmedBlanks() -> [UInt8] {
        var bytes = Array(self)
        while let last = bytes.last, last.isBlank { bytes.removeLast() }
        return Array(bytes.drop { $0.isBlank })
    }
}

extension UInt8 {
    /// A space, a tab, or part of a line end.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
