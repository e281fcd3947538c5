// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CivilTime {
    /// Reads the value of a date field leniently: the numbers, month and zone wherever they stand.
    ///
    /// RFC 5322, sections 3.3 and 4.3, and what mail has beside it: no zone, a zone in brackets or with a colon,
    /// `GMT+0100`, the order of asctime(3), hyphens between the numbers. Nil where a part is missing or can't be.
    public init?(field value: some Sequence<UInt8>) {
        guard let time = LenientDate.parse(Array(value)) else { return nil }
        self = time
    }

    /// Takes the parts as a field has them: years of two and three digits (RFC 5322, section 4.3), and a zone of four
    /// decimal digits, such as 130 for one hour and a half.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, zone: Int) {
        guard abs(zone) % 100 < 60, abs(zone) <= 2359 else { return nil }
        let offset = (abs(zone) / 100 * 60 + abs(zone) % 100) * (zone < 0 ? -1 : 1)
        self.init(
            year: year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year, month: month, day: day, hour: hour,
            minute: minute, second: second, offset: offset)
    }
}

private enum LenientDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let zones = [
        "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -500, "edt": -400, "cst": -600, "cdt": -500, "mst": -700,
        "mdt": -600, "pst": -800, "pdt": -700, "wet": 0, "west": 100, "cet": 100, "cest": 200, "met": 100, "mest": 200,
        "eet": 200, "eest": 300, "bst": 100, "msk": 300, "jst": 900,
    ]

    /// Reads an unfolded value; nil where day, month, year or time is missing.
    static func parse(_ value: [UInt8]) -> CivilTime? {
        var day: Int?, month: Int?, year: Int?, clock: [Int] = [], zone = 0
        let text = String(decoding: withoutComments(value), as: UTF8.self)
        for word in text.lowercased().split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }) {
            if clock.isEmpty, word.contains("-"), let parts = hyphenated(word) {
                (day, month, year) = parts
            } else if clock.isEmpty, word.contains(":") || (year != nil && word.contains(".")) {
                let parts = word.split(whereSeparator: { $0 == ":" || $0 == "." }).map { Int($0) }
                guard parts.count >= 2, parts.count <= 3, !parts.contains(nil) else { return nil }
                clock = parts.compactMap { $0 }
            } else if let number = Int(word), word.first?.isNumber ?? false {
                if day == nil && word.count <= 2 { day = number } else if year == nil { year = number }
            } else if month == nil, let index = months.firstIndex(of: String(word.prefix(3))), word.count >= 3 {
                month = index + 1
            } else if !clock.isEmpty, let offset = offset(word) {
                zone = offset
            }
        }
        guard let day, let month, let year, clock.count >= 2 else { return nil }
        return CivilTime(
            year: year, month: month, day: day, hour: clock[0], minute: clock[1],
            second: clock.count > 2 ? clock[2] : 0,
            zone: zone)
    }

    /// Comments say nothing; a zone's name in brackets repeats the zone.
    private static func withoutComments(_ value: [UInt8]) -> [UInt8] {
        var depth = 0
        return value.filter { byte in
            if byte == UInt8(ascii: "(") { depth += 1 }
            defer { if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) } }
            return depth == 0
        }
    }

    private static func hyphenated(_ word: Substring) -> (Int?, Int?, Int?)? {
        let parts = word.split(separator: "-")
        guard parts.count == 3, let day = Int(parts[0]), let year = Int(parts[2]),
            let month = months.firstIndex(of: String(parts[1].prefix(3)))
        else { return nil }
        return (day, month + 1, year)
    }

    /// An offset as four decimal digits: of `+0100`, `+01:00`, `gmt+0100`, or a name.
    private static func offset(_ word: Substring) -> Int? {
        if let named = zones[String(word)] { return named }
        guard let sign = word.firstIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
        let digits = word[word.index(after: sign)...].filter(\.isNumber)
        guard let number = Int(digits), digits.count <= 4 else { return nil }
        let value = digits.count <= 2 ? number * 100 : number
        return word[sign] == "-" ? -value : value
    }
}
