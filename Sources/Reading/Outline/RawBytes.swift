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
