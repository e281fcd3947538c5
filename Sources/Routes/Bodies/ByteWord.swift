// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Eight bytes in one word, the first the lowest.
struct ByteWord {
    let bits: UInt64

    /// Which of the bytes are sought: the highest bit of each that is.
    ///
    /// A subtraction borrows from the bytes above, so only the first mark is to be relied on; that one is exact, and there is
    /// none where nothing is sought.
    struct Marks {
        let bits: UInt64

        /// The first byte that is sought, 0...7.
        var first: Int? { bits == 0 ? nil : bits.trailingZeroBitCount / 8 }

        static func | (one: Marks, other: Marks) -> Marks { Marks(bits: one.bits | other.bits) }
    }

    /// The bytes that are this one.
    func equal(to byte: UInt8) -> Marks { ByteWord(bits: bits ^ (Self.ones &* UInt64(byte))).below(1) }

    /// The bytes that are less than `limit`, which is 128 at most.
    func below(_ limit: UInt8) -> Marks { Marks(bits: (bits &- Self.ones &* UInt64(limit)) & ~bits & Self.highs) }

    /// The bytes that are not ASCII.
    var beyondASCII: Marks { Marks(bits: bits & Self.highs) }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
}
