// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5260, section 4; the present is each engine's own.
    static let date = Feature(capabilities: ["date"], tests: [dateTest, dateTest], commands: [shownDate, shownDate])

    private static let parts = [
        "year", "month", "day", "date", "julian", "hour", "minute", "second", "time", "iso8601", "std11", "zone",
        "weekday",
    ]

    private static let dateTest: TestMaker = { draft in
        let part = draft.random.pick(parts)
        let value = value(of: part, &draft)
        let (tags, keys) = draft.comparison(with: value)
        let written = draft.random.chance(10) ? part.uppercased() : part
        return "date \(places(&draft))\(tags)\"\(field(&draft))\" \"\(written)\" \(keys)"
    }

    /// Shows what a part is.
    private static let shownDate: CommandMaker = { draft in
        guard draft.canUse("variables") else { return [] }
        let test =
            "date \(places(&draft)):matches \"\(field(&draft))\" \"\(draft.random.pick(parts))\" \"*\""
        return draft.store("fileinto", "\"date ${1}\"").map { [.block("if", .test(test), [$0])] } ?? []
    }

    /// A zone, then a number: the other way round Pigeonhole 0.5.19 does not see the number.
    private static func places(_ draft: inout Draft) -> String {
        let (zone, index) = (zone(&draft), draft.fieldTag())
        return draft.random.chance(95) ? zone + index : index + zone
    }

    private static func field(_ draft: inout Draft) -> String {
        draft.random.pick(["Date", "date", "Received", "Received", "X-Date", "Resent-Date", "Subject"])
    }

    private static func zone(_ draft: inout Draft) -> String {
        switch draft.random.number(0...3) {
        case 0: ":originalzone "
        case 1...2: ":zone \"\(draft.random.pick(["+0000", "-0000", "+0100", "-0930", "+1400", "-1159"]))\" "
        default: ""
        }
    }

    private static func value(of part: String, _ draft: inout Draft) -> String {
        let two = ["00", "01", "09", "12", "21", "23", "30", "59"]
        return switch part {
        case "year": draft.random.pick(["2026", "2027", "1999"])
        case "julian": draft.random.pick(["61365", "61366", "51532"])
        case "weekday": draft.random.pick(["0", "3", "6", "7"])
        case "zone": draft.random.pick(["+0100", "+0230", "-0500", "+0000"])
        case "date": draft.random.pick(["2026-11-21", "2027-01-01", "2028-02-29"])
        case "time": draft.random.pick(["09:30:00", "10:00:00", "23:59:59"])
        case "iso8601": draft.random.pick(["2026-11-21T09:30:00+01:00", "2026-11-21T08:30:00Z"])
        case "std11": draft.random.pick(["Sat, 21 Nov 2026 09:30:00 +0100", "Tue, 29 Feb 2028 01:02:03 +0000"])
        default: draft.random.pick(two)
        }
    }
}
