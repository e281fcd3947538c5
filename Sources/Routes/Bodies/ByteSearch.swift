// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension UnsafeRawBufferPointer {
    /// The first place at or after `start` of a byte that is sought, where `seek` looks at eight bytes at a time.
    ///
    /// Messages of many megabytes are looked through for a few bytes that stand in each line or nowhere.
    @inline(__always)
    func firstIndex(from start: Int, seek: (ByteWord) -> ByteWord.Marks) -> Int? {
        var place = start
        while place + 8 <= count {
            let word = ByteWord(bits: UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            if let index = seek(word).first { return place + index }
            place += 8
        }
        guard place < count else { return nil }
        var bits: UInt64 = 0
        for index in place..<count { bits |= UInt64(self[index]) << (8 * UInt64(index - place)) }
        // The zeros that fill the word up may be sought too.
        guard let index = seek(ByteWord(bits: bits)).first, place + index < count else { return nil }
        return place + index
    }
}
