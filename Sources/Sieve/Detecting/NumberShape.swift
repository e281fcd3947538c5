// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The groupings in which people write these numbers.
///
/// Any nine digits with separators would be IP addresses, telephone numbers and amounts too.
enum NumberShape {
    /// Whether groups of digits are as long as those of some number.
    static func isKnown(_ groups: ArraySlice<Range<Int>>) -> Bool {
        guard groups.count <= longest else { return false }
        var code: UInt64 = 0
        for group in groups {
            guard group.count < 16 else { return false }
            code = code << 4 | UInt64(group.count)
        }
        return codes.contains(code)
    }

    /// How many groups a number has at most.
    static let longest = 9

    /// The lengths of the groups, four bits for each.
    private static let codes: Set<UInt64> = [
        // BSN.
        0x333, 0x423, 0x2223, 0x45, 0x54, 0x1_1111_1111,
        // Cards: the usual groups of four with what longer numbers have behind, American Express, Diners Club, Visa of old.
        0x4444, 0x44441, 0x44442, 0x44443, 0x465, 0x464, 0x4333, 0x88, 0x6D,
    ]
}
