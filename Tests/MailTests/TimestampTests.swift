// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Testing

@Suite struct TimestampTests {
    @Test("a moment is written as RFC 3339 has it")
    func rfc3339() {
        #expect(Timestamp(seconds: 1_795_253_400).rfc3339 == "2026-11-21T09:30:00Z")
    }

    @Test("seconds are rounded down before 1970 too")
    func negativeSeconds() {
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(Timestamp(milliseconds: -1000).seconds == -1)
    }

    @Test("a date field has English names whatever the locale")
    func dateField() throws {
        let field = Timestamp(seconds: 1_795_253_400).rfc5322
        #expect(field.contains("Nov 2026"))
        #expect(field.split(separator: " ").count == 6)
    }
}
