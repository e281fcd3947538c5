// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The places of one byte in a value, found one after the other.
///
/// Each stretch of the value is searched once, by memchr(3), which looks at many bytes at a time.
struct BytePlaces {
    private let byte: UInt8
    /// The last place that was found; the end of the value where there are no more.
    private var found = -1

    init(of byte: UInt8) { self.byte = byte }

    /// The first place at or behind `index`, or the end of the value; `index` never goes back.
    mutating func next(in value: borrowing Span<UInt8>, from index: Int) -> Int {
        if found >= index { return found }
        found = value.withUnsafeBytes { bytes in
            guard index < bytes.count, let base = bytes.baseAddress,
                let place = memchr(base + index, Int32(byte), bytes.count - index)
            else { return bytes.count }
            return UnsafeRawPointer(place) - base
        }
        return found
    }
}
