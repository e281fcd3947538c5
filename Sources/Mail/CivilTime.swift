// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A date and a time of day as a clock in some time zone shows them, in the Gregorian calendar.
///
/// Foundation's calendars are not used: rules ask for dates, and what a rule says must not hang on a locale.
public struct CivilTime: Sendable, Hashable {
    /// The year, 0 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 60: a leap second has its place.
    public let second: Int
    /// How far the zone's clocks are ahead of UTC, in minutes.
    public let offset: Int

    /// Takes the parts; nil where they name no moment, as on the 30th of February.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, offset: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second), abs(offset) < 24 * 60
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.offset = offset
    }

    /// What a clock shows at a moment; nil before the year 0 or after 9999.
    /// - Parameters:
    ///   - seconds: Since 1970-01-01 00:00 UTC, leap seconds not counted.
    ///   - offset: How far the clock is ahead of UTC, in minutes.
    public init?(seconds: Int64, offset: Int) {
        let (local, overflows) = seconds.addingReportingOverflow(Int64(offset) * 60)
        guard !overflows, local > -70_000_000_000, local < 300_000_000_000 else { return nil }
        let clock = Int(((local % 86_400) + 86_400) % 86_400)
        // In eras of 400 years, counted from 1 March of the year 0, a leap day comes last.
        let day = (Int(local) - clock) / 86_400 + 719_468
        let era = (day >= 0 ? day : day - 146_096) / 146_097
        let dayOfEra = day - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1, hour: clock / 3600, minute: clock / 60 % 60,
            second: clock % 60, offset: offset)
    }

    /// The moment, in seconds since 1970-01-01 00:00 UTC.
    public var seconds: Int64 { Int64(daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset * 60) }

    /// The days from 1970-01-01 to this date, whatever the zone.
    public var daysSince1970: Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of the week: 0 is Sunday.
    public var weekday: Int { ((daysSince1970 + 4) % 7 + 7) % 7 }

    private static func days(in month: Int, of year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
