// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Testing

@Suite("DateTimeParser")
struct DateTimeParserTests {
    @Test(
        "dates are parsed into the numbers as written",
        arguments: [
            (
                "Sat, 21 Nov 2026 09:30:05 +0130",
                DateTime(day: 21, month: 11, year: 2026, hour: 9, minute: 30, second: 5, zone: 130)
            ),
            ("21 Nov 26 09:30 EST", DateTime(day: 21, month: 11, year: 26, hour: 9, minute: 30, second: 0, zone: -500)),
            ("21 Nov 2026 09:30 UT", DateTime(day: 21, month: 11, year: 2026, hour: 9, minute: 30, second: 0, zone: 0)),
            (
                "99 Nov 2026 25:61:00 -0000",
                DateTime(day: 99, month: 11, year: 2026, hour: 25, minute: 61, second: 0, zone: 0)
            ),
        ])
    func dates(value: String, expected: DateTime) {
        #expect(DateTimeParser.parse(Array(value.utf8)) == expected)
    }

    @Test(
        "what is no date is none", arguments: ["", "yesterday", "21 Nov 2026", "21 Nov 2026 09:30:00 +0100 and more"])
    func noDates(value: String) {
        #expect(DateTimeParser.parse(Array(value.utf8)) == nil)
    }
}
