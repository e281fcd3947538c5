// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@Suite("Must-Reach-By")
struct MustReachByTests {
    /// Clocks in Amsterdam, around the last Sunday of March 2027.
    private static func amsterdam(_ time: Timestamp) -> Int { time < Timestamp(seconds: 1_806_195_600) ? 60 : 120 }

    private let submission = Timestamp(seconds: 1_795_253_400)

    private func deadline(_ text: String) -> Timestamp? {
        MustReachBy(text, offset: Self.amsterdam)?.deadline(for: submission)
    }

    @Test(
        "a date is the end of that day here, and a time is what its zone says",
        arguments: [
            ("2026-12-01", "2026-12-01T22:59:59Z"), (" 2026-12-01 ", "2026-12-01T22:59:59Z"),
            ("2027-03-27", "2027-03-27T22:59:59Z"), ("2027-03-28", "2027-03-28T21:59:59Z"),
            ("2026-12-01T17:00:00+01:00", "2026-12-01T16:00:00Z"), ("2026-12-01T17:00Z", "2026-12-01T17:00:00Z"),
            ("2026-12-01t17:00:30.25z", "2026-12-01T17:00:30Z"), ("2026-12-01 17:00+01:00", "2026-12-01T16:00:00Z"),
            ("2026-12-01 17:00 +0100", "2026-12-01T16:00:00Z"), ("2026-12-01T17:00-03:30", "2026-12-01T20:30:00Z"),
            ("Tue, 1 Dec 2026 17:00:00 +0100", "2026-12-01T16:00:00Z"),
            ("01 dec 2026 17:00 GMT", "2026-12-01T17:00:00Z"),
        ])
    func moments(text: String, expected: String) {
        #expect(deadline(text)?.rfc3339 == expected)
    }

    @Test(
        "a span counts from submission",
        arguments: [
            ("3 days", 259_200.0), ("3d", 259_200), ("1 Day", 86_400), ("36 hours", 129_600), ("36h", 129_600),
            ("90 minutes", 5400), ("90 min", 5400), ("2 weeks", 1_209_600), ("0 days", 0),
        ])
    func spans(text: String, seconds: Double) {
        #expect(deadline(text) == submission.advanced(bySeconds: seconds))
    }

    @Test(
        "what could mean several things, or nothing, is not read",
        arguments: [
            "", " ", "2026", "2026-12", "2026-12-1", "01-12-2026", "2026-02-30", "2026-13-01", "2026-12-01T17:00",
            "2026-12-01T17Z", "2026-12-01T25:00Z", "2026-12-01T17:00:00+24:00", "2026-12-01T17:00 CET",
            "2026-12-01T17:00:Z", "2026-12-01T17:00.5Z", "2026-12-01TZ", "T", "Z", "+", "2026-12-01 2026-12-02",
            "Mon, 1 Dec 2026 17:00:00 +0100", "1 Dec 2026 17:00 CET", "1 Dec 2026 17:00", "1 Dec 26 17:00 +0100",
            "1 Foo 2026 17:00 +0100", ", 1 Dec 2026 17:00 +0100", "tomorrow", "3", "days", "3 months", "1 year",
            "-3 days", "+3 days", "1.5 days", "3 days 4 hours", "3d4h", "d3", "3 d a y s", "999999999999999999999 days",
            "\u{663} days", "2026-12-01\u{0}", "2026-12-01; 3 days", "in 3 days",
        ])
    func unreadable(text: String) {
        #expect(deadline(text) == nil)
    }

    @Test("a term is over where nothing could keep it")
    func over() throws {
        #expect(try #require(MustReachBy("0 days")).isOver(at: submission))
        #expect(try #require(MustReachBy("2026-11-21T09:30:00Z")).isOver(at: submission))
        #expect(try !#require(MustReachBy("2026-11-21T09:30:01Z")).isOver(at: submission))
        #expect(try !#require(MustReachBy("1 minute")).isOver(at: submission))
    }
}
