// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The check of a payment card's number.
enum PaymentCard {
    /// The first digits of one issuer, and how many digits its numbers have.
    private struct Issuer {
        let prefixes: ClosedRange<Int>
        let prefixLength: Int
        let lengths: Set<Int>
    }

    /// The issuers whose first digits are publicly known (ISO/IEC 7812-1).
    private static let issuers: [Issuer] = [
        // Visa.
        Issuer(prefixes: 4...4, prefixLength: 1, lengths: [13, 16, 19]),
        // Mastercard.
        Issuer(prefixes: 51...55, prefixLength: 2, lengths: [16]),
        Issuer(prefixes: 2221...2720, prefixLength: 4, lengths: [16]),
        // American Express.
        Issuer(prefixes: 34...34, prefixLength: 2, lengths: [15]),
        Issuer(prefixes: 37...37, prefixLength: 2, lengths: [15]),
        // Diners Club.
        Issuer(prefixes: 300...305, prefixLength: 3, lengths: [14, 16]),
        Issuer(prefixes: 36...36, prefixLength: 2, lengths: [14, 16]),
        Issuer(prefixes: 38...39, prefixLength: 2, lengths: [14, 16]),
        // Discover.
        Issuer(prefixes: 6011...6011, prefixLength: 4, lengths: [16, 19]),
        Issuer(prefixes: 644...659, prefixLength: 3, lengths: [16, 19]),
        // JCB.
        Issuer(prefixes: 3528...3589, prefixLength: 4, lengths: [16, 17, 18, 19]),
        // UnionPay.
        Issuer(prefixes: 62...62, prefixLength: 2, lengths: [16, 17, 18, 19]),
        // Maestro.
        Issuer(prefixes: 50...50, prefixLength: 2, lengths: [16, 18, 19]),
        Issuer(prefixes: 56...58, prefixLength: 2, lengths: [16, 18, 19]),
        Issuer(prefixes: 6304...6304, prefixLength: 4, lengths: [16, 18, 19]),
        Issuer(prefixes: 67...67, prefixLength: 2, lengths: [16, 18, 19]),
    ]

    /// Whether these ASCII digits can be a card's number.
    ///
    /// A known issuer, a length that this issuer has, and the Luhn sum (ISO/IEC 7812-1, annex B).
    static func isValid(_ digits: [UInt8]) -> Bool {
        let values = digits.map { Int($0 &- UInt8(ascii: "0")) }
        guard (13...19).contains(values.count), luhnSum(values) % 10 == 0 else { return false }
        // No 13-digit card is given out any more, and the bar code of an article is a likelier reading.
        if values.count == 13, isArticleNumber(values) { return false }
        return issuers.contains { issuer in
            let prefix = values.prefix(issuer.prefixLength).reduce(0) { $0 * 10 + $1 }
            return issuer.lengths.contains(values.count) && issuer.prefixes.contains(prefix)
        }
    }

    private static func luhnSum(_ values: [Int]) -> Int {
        var sum = 0
        for (index, value) in values.reversed().enumerated() {
            let counted = index % 2 == 0 ? value : value * 2
            sum += counted > 9 ? counted - 9 : counted
        }
        return sum
    }

    /// Whether this is an EAN-13 by its check digit (GS1 General Specifications, section 7.9).
    private static func isArticleNumber(_ values: [Int]) -> Bool {
        var sum = 0
        for (index, value) in values.enumerated() { sum += index % 2 == 0 ? value : value * 3 }
        return sum % 10 == 0
    }
}
