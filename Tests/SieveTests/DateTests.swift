// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@testable import Sieve

/// RFC 5260.
@Suite struct DateTests {
    private static let mail = """
        Received: from a by b; Wed, 30 Dec 2026 23:45:06 -0130
        Received: from c by a; Thu, 31 Dec 2026 01:00:00 +0000
        Date: Fri, 1 Jan 2027 00:15:06 +0530 (somewhere)
        X-Obsolete: 3 Feb 26 04:05 EST
        X-Leap: Thu, 29 Feb 2024 12:00:00 +0000
        X-No-Leap: Wed, 29 Feb 2023 12:00:00 +0000
        X-Not: soon
        X-Ancient: 1 Jan 1970 00:00:00 +0000
        From: jan@office.example

        x
        """

    /// Saturday 21 November 2026, 23:30 UTC; the site is two hours ahead in winter and three in summer.
    private static let clock = SiteClock(now: Timestamp(seconds: 1_795_303_800)) { moment in
        CivilTime(seconds: moment.seconds, offset: 0).map { (4...9).contains($0.month) } == true ? 180 : 120
    }

    private func isTrue(_ test: String, _ location: SourceLocation = #_sourceLocation) throws -> Bool {
        var input = input(Self.mail)
        input.surroundings = Surroundings(clock: Self.clock)
        let source = #"require ["date", "relational", "index", "variables"]; if \#(test) { discard; }"#
        return try compiled(source, location).run(on: input).actions.count == 1
    }

    @Test(
        "every part of a date",
        arguments: [
            ("year", "2027"), ("month", "01"), ("day", "01"), ("date", "2027-01-01"), ("julian", "61406"),
            ("hour", "00"),
            ("minute", "15"), ("second", "06"), ("time", "00:15:06"), ("iso8601", "2027-01-01T00:15:06+05:30"),
            ("std11", "Fri, 01 Jan 2027 00:15:06 +0530"), ("zone", "+0530"), ("weekday", "5"), ("WEEKDAY", "5"),
        ])
    func parts(_ part: String, _ value: String) throws {
        #expect(try isTrue("date :originalzone \"date\" \"\(part)\" \"\(value)\""))
    }

    @Test("a date is shifted to the zone that is named, or to the site's")
    func zones() throws {
        #expect(try isTrue(#"date :zone "+0000" "date" "iso8601" "2026-12-31T18:45:06Z""#))
        #expect(try isTrue(#"date :zone "-0000" "date" "zone" "+0000""#))
        #expect(try isTrue(#"date :zone "-1130" "date" "iso8601" "2026-12-31T07:15:06-11:30""#))
        #expect(try isTrue(#"date "date" "iso8601" "2026-12-31T20:45:06+02:00""#))
        #expect(try isTrue(#"date "date" "weekday" "4""#))
        #expect(try isTrue(#"date "x-obsolete" "iso8601" "2026-02-03T11:05:00+02:00""#))
        #expect(try isTrue(#"date :originalzone "x-obsolete" "std11" "Tue, 03 Feb 2026 04:05:00 -0500""#))
    }

    @Test("the date of a Received field stands behind its semicolon, and the first field counts")
    func received() throws {
        #expect(try isTrue(#"date :originalzone "received" "time" "23:45:06""#))
        #expect(try isTrue(#"date :index 2 :originalzone "received" "time" "01:00:00""#))
        #expect(try isTrue(#"date :index 1 :last :originalzone "received" "zone" "+0000""#))
        #expect(try !isTrue(#"date :index 3 :originalzone "received" "zone" "+0000""#))
        #expect(try isTrue(#"date :zone "+0000" "received" "date" "2026-12-31""#))
    }

    @Test("a field that isn't there, or names no moment, matches nothing and counts as none")
    func invalid() throws {
        for field in ["x-none", "x-not", "x-no-leap", "from"] {
            #expect(try !isTrue("date :matches \"\(field)\" \"year\" \"*\""), "\(field)")
            #expect(try isTrue("date :count \"eq\" \"\(field)\" \"year\" \"0\""), "\(field)")
        }
        #expect(try isTrue(#"date :count "eq" "x-leap" "year" "1""#))
        #expect(try isTrue(#"date :originalzone "x-leap" "julian" "60369""#))
        #expect(try isTrue(#"date :originalzone "x-ancient" "julian" "40587""#))
    }

    @Test("dates compare by order")
    func relations() throws {
        #expect(try isTrue(#"date :value "ge" :originalzone "date" "date" "2026-12-31""#))
        #expect(try !isTrue(#"date :value "lt" :originalzone "date" "hour" "00""#))
        #expect(
            try isTrue(
                #"allof (currentdate :value "ge" "date" "2026-11-22", currentdate :value "le" "date" "2026-11-22")"#))
    }

    @Test("the present is the run's own, in the site's zone or the one named")
    func present() throws {
        #expect(try isTrue(#"currentdate "iso8601" "2026-11-22T01:30:00+02:00""#))
        #expect(try isTrue(#"currentdate :zone "+0000" "weekday" "6""#))
        #expect(try isTrue(#"currentdate :zone "-0800" "std11" "Sat, 21 Nov 2026 15:30:00 -0800""#))
        #expect(try isTrue(#"currentdate :count "eq" "date" "1""#))
    }

    @Test("a run that was not told the time ends with a fault instead of guessing")
    func noClock() throws {
        for test in [#"currentdate "year" "2026""#, #"date "date" "year" "2026""#] {
            let script = try compiled("require \"date\"; if \(test) { keep; }")
            #expect(throws: ScriptFault.self) { try script.run(on: input()) }
        }
        _ = try outcome(#"require "date"; if date :originalzone "date" "year" "2026" { keep; }"#)
    }

    @Test("parts and zones that can't be are errors, found when they are known")
    func errors() throws {
        let head = #"require ["date", "variables"]; "#
        #expect(findings(head + #"if date "date" "epoch" "1" { keep; }"#).first?.contains("no part of a date") == true)
        for zone in ["CET", "0100", "+100", "+01:00", "+2400", "+0160", "+01000", "+-100"] {
            #expect(
                findings(head + "if date :zone \"\(zone)\" \"date\" \"year\" \"1\" { keep; }").count == 1, "\(zone)")
        }
        #expect(findings(head + #"if date :zone "+0100" :originalzone "date" "year" "1" { keep; }"#).count == 1)
        #expect(findings(head + #"if currentdate :originalzone "year" "1" { keep; }"#).count == 1)
        for test in [#"date "date" "${x}" "1""#, #"date :zone "${x}" "date" "year" "1""#, #"currentdate "${x}" "1""#] {
            let script = try compiled(head + "set \"x\" \"y\"; if \(test) { keep; }")
            var input = input()
            input.surroundings = Surroundings(clock: Self.clock)
            #expect(throws: ScriptFault.self) { try script.run(on: input) }
        }
    }
}
