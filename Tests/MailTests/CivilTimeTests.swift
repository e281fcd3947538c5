// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@Suite struct CivilTimeTests {
    @Test("a moment and back, over all of the calendar")
    func roundTrip() throws {
        // Days in steps that meet every month, leap years and turns of centuries.
        for day in stride(from: Int64(-719_527), to: 2_932_000, by: 97) {
            let seconds = day * 86_400 + 86_399
            let time = try #require(CivilTime(seconds: seconds, offset: 0))
            #expect(time.seconds == seconds)
            #expect(time.daysSince1970 == day)
            #expect(time.hour == 23 && time.minute == 59 && time.second == 59)
            let again = CivilTime(
                year: time.year, month: time.month, day: time.day, hour: 23, minute: 59, second: 59, offset: 0)
            #expect(again == time)
        }
    }

    @Test("a zone moves the date")
    func zones() throws {
        let time = try #require(CivilTime(seconds: 951_782_399, offset: 60))
        #expect((time.year, time.month, time.day, time.hour) == (2000, 2, 29, 0))
        #expect(time.weekday == 2)
        let west = try #require(CivilTime(seconds: 0, offset: -1))
        #expect((west.year, west.month, west.day, west.hour, west.minute) == (1969, 12, 31, 23, 59))
        #expect(west.seconds == 0)
    }

    @Test("what names no moment has none")
    func impossible() {
        #expect(CivilTime(year: 1900, month: 2, day: 29, hour: 0, minute: 0, second: 0, offset: 0) == nil)
        #expect(CivilTime(year: 2000, month: 13, day: 1, hour: 0, minute: 0, second: 0, offset: 0) == nil)
        #expect(CivilTime(year: 2000, month: 1, day: 1, hour: 24, minute: 0, second: 0, offset: 0) == nil)
        #expect(CivilTime(seconds: .max, offset: 1) == nil)
        #expect(CivilTime(seconds: .min, offset: -1) == nil)
        #expect(CivilTime(field: "31 Feb 2020 10:00:00 +0000".utf8) == nil)
    }
}
