// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan

/// Turns a Date field into seconds since 1970.
///
/// RFC 5322, sections 3.3 and 4.3.
enum DateReader {
    /// Reads an unfolded value; nil where it names no moment.
    static func seconds(_ value: [UInt8], limits: ReadingLimits = .standard) -> Int64? {
        let isDeep = ParenthesisDepth.maximum(in: value) > limits.parentheses
        let strict = isDeep ? nil : DateTimeParser.parse(value)
        return (strict ?? LenientDate.parse(value)).flatMap(seconds)
    }

    /// The moment that the numbers name; nil where one is out of range, which libetpan does not look at.
    static func seconds(_ date: DateTime) -> Int64? {
        let year = date.year < 50 ? date.year + 2000 : date.year < 1000 ? date.year + 1900 : date.year
        guard (1...12).contains(date.month), (1...days(in: date.month, of: year)).contains(date.day),
            (0...23).contains(date.hour), (0...59).contains(date.minute), (0...60).contains(date.second),
            year <= 9999, abs(date.zone) % 100 < 60, abs(date.zone) <= 2359
        else { return nil }
        let offset = (abs(date.zone) / 100 * 60 + abs(date.zone) % 100) * (date.zone < 0 ? -60 : 60)
        let clock = date.hour * 3600 + date.minute * 60 + date.second
        return Int64(daysSince1970(date.day, date.month, year) * 86_400 + clock - offset)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// The day number in the Gregorian calendar, counted in years that begin in March, so that a leap day comes last.
    private static func daysSince1970(_ day: Int, _ month: Int, _ year: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}
