// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The numbers of a date as written, unchecked.
public struct DateTime: Sendable, Hashable {
    /// The day of the month, the month from 1, and the year, of two to four digits.
    public var day: Int, month: Int, year: Int
    /// The time of day.
    public var hour: Int, minute: Int, second: Int
    /// The offset from UTC as four decimal digits: 130 is one hour and thirty minutes east.
    public var zone: Int

    /// Makes a date from its numbers.
    public init(day: Int, month: Int, year: Int, hour: Int, minute: Int, second: Int, zone: Int) {
        (self.day, self.month, self.year) = (day, month, year)
        (self.hour, self.minute, self.second, self.zone) = (hour, minute, second, zone)
    }
}
