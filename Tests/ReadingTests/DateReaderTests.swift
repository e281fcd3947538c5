// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Reading

@Suite("Dates")
struct DateReaderTests {
    @Test(
        "a date is the moment that it names",
        arguments: [
            ("Thu, 1 Jan 1970 00:00:00 +0000", 0), ("Sat, 21 Nov 2026 09:30:00 +0100", 1_795_249_800),
            ("21 Nov 2026 08:30 GMT", 1_795_249_800), ("Sat, 21 Nov 26 08:30:00 UT", 1_795_249_800),
            ("Sat, 21 Nov 2026 08:30:00 Z", 1_795_249_800), ("Sat, 21 Nov 2026 03:30:00 EST", 1_795_249_800),
            ("Sat, 21 Nov 2026 09:30:00 CET", 1_795_249_800), ("Sat, 21 Nov 2026 09:30:00 +01:00", 1_795_249_800),
            ("Sat, 21 Nov 2026 09:30:00 GMT+0100", 1_795_249_800), ("Sat Nov 21 08:30:00 2026", 1_795_249_800),
            ("21-Nov-2026 08:30:00", 1_795_249_800), ("Sat, 21 Nov 2026 08:30:00", 1_795_249_800),
            ("Sat, 21 (day) Nov 2026 08:30:00 +0000 (UTC)", 1_795_249_800),
            ("Tue, 31 Dec 1996 23:59:60 +0000", 852_076_800),
            ("1 Jan 49 00:00:00 +0000", 2_493_072_000), ("1 Jan 50 00:00:00 +0000", -631_152_000),
            ("1 Jan 102 00:00:00 +0000", 1_009_843_200), ("29 Feb 2024 00:00:00 +0000", 1_709_164_800),
            ("1 Mar 2000 00:00:00 -0000", 951_868_800),
        ])
    func moments(value: String, seconds: Int64) {
        #expect(DateReader.seconds(Array(value.utf8)) == seconds)
    }

    @Test(
        "what names no moment has none",
        arguments: [
            "", "soon", "99 Nov 2026 08:30:00 +0000", "21 Nov 2026 25:61:00 +0000", "29 Feb 2023 00:00:00 +0000",
            "21 Nov 2026 08:30:00 +0199", "0 Jan 2026 00:00:00 +0000", "1 Foo 2026 00:00:00 +0000", "21 Nov 2026",
        ])
    func noMoments(value: String) {
        #expect(DateReader.seconds(Array(value.utf8)) == nil)
    }
}
