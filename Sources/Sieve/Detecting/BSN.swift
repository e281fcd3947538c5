// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The check of a Dutch citizen service number.
enum BSN {
    /// Whether these nine ASCII digits can be one.
    ///
    /// The 11-test: 9, 8, ... 2 times the first eight digits, less the last, is a multiple of 11. Numbers of nine equal
    /// digits, and those that begin with two zeros, are not given out. Besluit burgerservicenummer; Logisch Ontwerp BSN.
    static func isValid(_ digits: some Collection<UInt8>) -> Bool {
        guard digits.count == 9, let first = digits.first, digits.contains(where: { $0 != first }) else { return false }
        guard !digits.prefix(2).allSatisfy({ $0 == UInt8(ascii: "0") }) else { return false }
        var sum = 0
        var weight = 9
        for digit in digits {
            sum += Int(digit &- UInt8(ascii: "0")) * (weight == 1 ? -1 : weight)
            weight -= 1
        }
        return sum % 11 == 0
    }

    /// Whether eight digits are a date rather than a number that lost its leading zero: 20261121, 21112026.
    static func isDate(_ digits: some Collection<UInt8>) -> Bool {
        let values = digits.map { Int($0 &- UInt8(ascii: "0")) }
        guard values.count == 8 else { return false }
        func number(_ range: Range<Int>) -> Int { values[range].reduce(0) { $0 * 10 + $1 } }
        func isPlausible(year: Int, month: Int, day: Int) -> Bool {
            (1900...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
        }
        return isPlausible(year: number(0..<4), month: number(4..<6), day: number(6..<8))
            || isPlausible(year: number(4..<8), month: number(2..<4), day: number(0..<2))
            || isPlausible(year: number(4..<8), month: number(0..<2), day: number(2..<4))
    }
}
