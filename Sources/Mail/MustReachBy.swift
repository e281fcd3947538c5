// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// By when a mail must have reached its recipient, as a rule or a writer asks for it.
///
/// Read strictly, unlike the dates of mails: a term that was guessed is worse than one that is asked about.
public struct MustReachBy: Sendable, Hashable {
    private enum Term: Sendable, Hashable {
        case moment(Timestamp)
        case span(seconds: Double)
    }

    private let term: Term

    /// Reads a value; nil where it could mean several things, or nothing.
    ///
    /// A date means its end in this machine's time zone. Else a date and time with a zone (RFC 3339, or RFC 5322, section
    /// 3.3), or a span after submission, such as `3 days`.
    ///
    /// - Parameter offset: How far the clocks of the date's zone are ahead of UTC at a moment, in minutes.
    public init?(_ text: String, offset: (Timestamp) -> Int = \.localOffset) {
        let words = text.split { $0 == " " || $0 == "\t" }
        let read =
            Self.span(words) ?? Self.day(words, offset)
            ?? (Self.time(words) ?? Self.mailTime(words)).map { Term.moment(Timestamp(seconds: $0.seconds)) }
        guard let read else { return nil }
        term = read
    }

    /// What can be written, for a person who wrote something else.
    public static let forms =
        "a date (2026-12-01: the end of that day here), a date and time with its zone (2026-12-01T17:00+01:00), or a span "
        + "after sending (\"3 days\", \"36 hours\")"

    /// The deadline of a mail that a door accepted at `submission`.
    public func deadline(for submission: Timestamp) -> Timestamp {
        switch term {
        case .moment(let time): time
        case .span(let seconds): submission.advanced(bySeconds: seconds)
        }
    }

    /// Whether nothing that is submitted at `time` can reach anybody by then.
    public func isOver(at time: Timestamp) -> Bool { deadline(for: time) <= time }

    // MARK: Forms

    private static let units: [(names: Set<String>, seconds: Double)] = [
        (["m", "min", "minute", "minutes"], 60), (["h", "hour", "hours"], 3600), (["d", "day", "days"], 86_400),
        (["w", "week", "weeks"], 7 * 86_400),
    ]

    /// A century: longer than any term, and short enough for the clock's numbers.
    private static let longestSpan = 100 * 365 * 86_400.0

    /// `3 days` or `3d`; a day is 24 hours here.
    private static func span(_ words: [Substring]) -> Term? {
        let text = words.joined().lowercased()
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = String(text.dropFirst(digits.count))
        guard words.count <= 2, words.count == 1 || words.first == digits, let number = Double(digits),
            let seconds = units.first(where: { $0.names.contains(unit) })?.seconds, number * seconds <= longestSpan
        else { return nil }
        return .span(seconds: number * seconds)
    }

    /// `2026-12-01`: its last second where the offset is that of the evening, which a change of clocks has behind it.
    private static func day(_ words: [Substring], _ offset: (Timestamp) -> Int) -> Term? {
        guard words.count == 1, let (year, month, day) = date(words[0]),
            let end = CivilTime(year: year, month: month, day: day, hour: 23, minute: 59, second: 59, offset: 0)
        else { return nil }
        let near = Timestamp(seconds: end.seconds - Int64(offset(Timestamp(seconds: end.seconds))) * 60)
        return .moment(Timestamp(seconds: end.seconds - Int64(offset(near)) * 60))
    }

    /// RFC 3339, with seconds or without, and with a space in place of the T.
    private static func time(_ words: [Substring]) -> CivilTime? {
        var text = words.joined(separator: "T").uppercased()[...]
        if words.count == 3 { text = (words[0] + "T" + words[1] + words[2]).uppercased()[...] }
        guard words.count <= 3, let mark = text.firstIndex(of: "T"), let (year, month, day) = date(text[..<mark])
        else { return nil }
        let rest = text[text.index(after: mark)...]
        guard let sign = rest.firstIndex(where: { "Z+-".contains($0) }), let offset = zone(rest[sign...]),
            let (hour, minute, second) = clock(rest[..<sign])
        else { return nil }
        return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second, offset: offset)
    }

    /// `Tue, 1 Dec 2026 17:00:00 +0100`; a day of the week that isn't that of the date says that one of them is wrong.
    private static func mailTime(_ words: [Substring]) -> CivilTime? {
        var words = words[...]
        var weekday: Int?
        if let first = words.first, first.hasSuffix(",") {
            guard let index = weekdays.firstIndex(of: first.dropLast().lowercased()) else { return nil }
            weekday = index
            words = words.dropFirst()
        }
        let parts = Array(words)
        guard parts.count == 5, let day = number(parts[0], 1...2),
            let month = months.firstIndex(of: parts[1].lowercased()), let year = number(parts[2], 4...4),
            let (hour, minute, second) = clock(parts[3]), let offset = zone(parts[4]),
            let time = CivilTime(
                year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second, offset: offset),
            weekday == nil || weekday == time.weekday
        else { return nil }
        return time
    }

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    // MARK: Parts

    private static func date(_ text: Substring) -> (year: Int, month: Int, day: Int)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], 4...4), let month = number(parts[1], 2...2),
            let day = number(parts[2], 2...2)
        else { return nil }
        return (year, month, day)
    }

    /// `17:00`, `17:00:30` or `17:00:30.5`; a part of a second is dropped.
    private static func clock(_ text: Substring) -> (hour: Int, minute: Int, second: Int)? {
        let whole = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = whole.first, whole.count == 1 || number(whole[1], 1...9) != nil else { return nil }
        let parts = first.split(separator: ":", omittingEmptySubsequences: false).map { number($0, 2...2) }
        guard parts.count == 3 || parts.count == 2 && whole.count == 1, let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0
        else { return nil }
        return (hour, minute, second)
    }

    /// An offset, or a name of UTC, in minutes; other names may mean several zones.
    private static func zone(_ text: Substring) -> Int? {
        if ["z", "gmt", "utc", "ut"].contains(text.lowercased()) { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let rest = text.dropFirst()
        let digits = rest.count == 5 && rest.dropFirst(2).first == ":" ? rest.prefix(2) + rest.suffix(2) : rest
        guard let value = number(digits, 4...4), value % 100 < 60, value < 2400 else { return nil }
        return (value / 100 * 60 + value % 100) * (sign == "-" ? -1 : 1)
    }

    /// A number of so many digits of ASCII.
    private static func number(_ text: some StringProtocol, _ counts: ClosedRange<Int>) -> Int? {
        guard counts.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
