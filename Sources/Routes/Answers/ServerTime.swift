// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Mail

/// Moments as servers write them, in whatever form.
///
/// The gateway's documentation names a reset time without its format, so all usual ones are tried.
enum ServerTime {
    /// Reads epoch milliseconds or seconds, RFC 3339, or an HTTP date (RFC 9110, section 5.6.7); nil for anything else.
    static func parse(_ text: String) -> Timestamp? {
        let text = text.filter { $0 != "\"" }.trimmed
        if let number = Int64(text), number > 0 {
            // 100,000,000,000 s are the year 5138, and as milliseconds March 1973: nobody means either.
            return number >= 100_000_000_000 ? Timestamp(milliseconds: number) : Timestamp(seconds: number)
        }
        return internetTime(text) ?? httpDate(text)
    }

    /// When to try again by a Retry-After field: seconds or an HTTP date (RFC 9110, section 10.2.3).
    static func retryAfter(_ text: String, now: Timestamp) -> Timestamp? {
        if let seconds = Double(text.trimmed) { return plausible(now.advanced(bySeconds: min(seconds, 1e9)), now: now) }
        return plausible(parse(text), now: now)
    }

    /// A moment to wait for, or nil where it lies in the past or so far off (40 days) that it can't be meant.
    static func plausible(_ moment: Timestamp?, now: Timestamp) -> Timestamp? {
        guard let moment, moment > now, moment < now.advanced(bySeconds: 40 * 86400) else { return nil }
        return moment
    }

    /// `2026-11-21T09:30:00Z`, also with a blank for the T, with a fraction, with an offset or without (RFC 3339).
    private static func internetTime(_ text: String) -> Timestamp? {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == "t" || $0 == " " }
        guard parts.count == 2 else { return nil }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        let rest = parts[1]
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2], year > 1969,
            let clock = clock(rest.prefix(8)), let offset = offset(String(rest.dropFirst(8)))
        else { return nil }
        return moment(year, month, day, clock).map { Timestamp(seconds: $0.seconds - offset) }
    }

    /// The three forms of an HTTP date, all of them UTC.
    private static func httpDate(_ text: String) -> Timestamp? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" }
        guard let monthAt = words.firstIndex(where: { months.contains(String($0)) }),
            let month = months.firstIndex(of: String(words[monthAt])),
            let clock = words.lazy.compactMap({ clock($0) }).first
        else { return nil }
        let numbers = words.compactMap { Int($0) }
        guard numbers.count == 2, let year = numbers.last else { return nil }
        return moment(year < 70 ? year + 2000 : year < 100 ? year + 1900 : year, month + 1, numbers[0], clock)
    }

    /// Seconds of the day that `09:30:00` stands for.
    private static func clock(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 2 ? Int($0) : nil }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func moment(_ year: Int, _ month: Int, _ day: Int, _ clock: Int) -> Timestamp? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        return Timestamp(seconds: Int64(timegm(&parts)) + Int64(clock))
    }

    /// Seconds east of UTC that the end of an RFC 3339 time says; none written means UTC.
    private static func offset(_ text: String) -> Int64? {
        var rest = text[...]
        if rest.first == "." { rest = rest.dropFirst().drop { ("0"..."9").contains($0) } }
        let zone = String(rest).trimmed
        if ["", "Z", "z", "UTC", "GMT"].contains(zone) { return 0 }
        guard let sign = zone.first, sign == "+" || sign == "-" else { return nil }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)) else {
            return nil
        }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
