// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Extension {
    /// `date`, `currentdate`: compare a part of a date in a header field, or of the present (RFC 5260).
    static let date = Extension(
        capability: "date", specification: "RFC 5260", tests: [dateTest, currentDate])

    private static let zone = TagDefinition(
        "zone", group: TagGroup(name: "time zone"), parameter: ParameterDefinition(name: "a time zone", kind: .string))
    private static let originalZone = TagDefinition("originalzone", group: TagGroup(name: "time zone"))

    private static let dateTest = CallDefinition(
        "date",
        parameters: [
            ParameterDefinition(name: "header name", kind: .string),
            ParameterDefinition(name: "date part", kind: .string),
            ParameterDefinition(name: "keys", kind: .strings),
        ],
        tags: [zone, originalZone], accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            let fields = checker.fieldQuery(of: call, names: call.strings(0))
            guard let part = checker.datePart(of: call, 1), let zone = checker.zone(of: call),
                let value = checker.valueTest(of: call, keys: call.strings(2))
            else { return nil }
            return DateTest(fields: fields, zone: zone, part: part, value: value)
        })

    private static let currentDate = CallDefinition(
        "currentdate",
        parameters: [
            ParameterDefinition(name: "date part", kind: .string), ParameterDefinition(name: "keys", kind: .strings),
        ],
        tags: [zone], accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            guard let part = checker.datePart(of: call, 0), let zone = checker.zone(of: call),
                let value = checker.valueTest(of: call, keys: call.strings(1))
            else { return nil }
            return CurrentDateTest(zone: zone, part: part, value: value)
        })
}

extension Checker {
    fileprivate mutating func datePart(of call: CheckedCall, _ index: Int) -> StringTemplate? {
        guard let string = call.strings(index).first else { return nil }
        if let constant = string.constant, DatePart(rawValue: constant.lowercased()) == nil {
            let all = DatePart.allCases.map(\.rawValue).joined(separator: ", ")
            findings.error(
                "\"\(Findings.shown(constant))\" is no part of a date", at: string.range, suggestion: "there are \(all)"
            )
            return nil
        }
        return string.template
    }

    fileprivate mutating func zone(of call: CheckedCall) -> Zone? {
        if call.tag("originalzone") != nil { return .original }
        guard let tag = call.tag("zone") else { return .local }
        guard let string = tag.string else { return nil }
        if let constant = string.constant, Zone.offset(constant) == nil {
            findings.error(
                "\"\(Findings.shown(constant))\" is no time zone", at: string.range,
                suggestion: "a zone is written like \"+0100\"")
            return nil
        }
        return .given(string.template)
    }
}

/// The time zone in which a date is looked at.
private enum Zone: Sendable {
    case local
    case original
    case given(StringTemplate)

    /// The minutes ahead of UTC that `+0100` means; nil for what is written otherwise.
    static func offset(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            bytes.dropFirst().allSatisfy(\.isDigit), let number = Int(text.dropFirst()), number / 100 < 24,
            number % 100 < 60
        else { return nil }
        return (number / 100 * 60 + number % 100) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
    }

    /// What clocks of this zone show at a moment; nil for a moment that no date can be given of.
    func shifted(_ time: CivilTime, in run: inout Run) throws(ScriptFault) -> CivilTime? {
        switch self {
        case .original: return time
        case .local:
            guard let clock = run.input.surroundings.clock else {
                throw run.fault(.unusable("nobody said what time it is"))
            }
            return CivilTime(seconds: time.seconds, offset: clock.offset(Timestamp(seconds: time.seconds)))
        case .given(let template):
            let text = try template.text(in: &run)
            guard let offset = Self.offset(text) else { throw run.fault(.unusable("\"\(text)\" is no time zone")) }
            return CivilTime(seconds: time.seconds, offset: offset)
        }
    }
}

/// RFC 5260, section 4.2.
private enum DatePart: String, CaseIterable {
    case year, month, day, date, julian, hour, minute, second, time, iso8601, std11, zone, weekday

    init(_ template: StringTemplate, in run: inout Run) throws(ScriptFault) {
        let text = try template.text(in: &run)
        guard let part = DatePart(rawValue: text.lowercased()) else {
            throw run.fault(.unusable("\"\(text)\" is no part of a date"))
        }
        self = part
    }

    func value(of time: CivilTime) -> String {
        let date = "\(digits(time.year, 4))-\(digits(time.month))-\(digits(time.day))"
        let clock = "\(digits(time.hour)):\(digits(time.minute)):\(digits(time.second))"
        switch self {
        case .year: return digits(time.year, 4)
        case .month: return digits(time.month)
        case .day: return digits(time.day)
        case .date: return date
        // Days since 17 November 1858, which is day -40587 of those since 1970.
        case .julian: return String(time.daysSince1970 + 40_587)
        case .hour: return digits(time.hour)
        case .minute: return digits(time.minute)
        case .second: return digits(time.second)
        case .time: return clock
        case .iso8601: return "\(date)T\(clock)" + (time.offset == 0 ? "Z" : zone(time, ":"))
        case .std11:
            let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            return "\(days[time.weekday]), \(digits(time.day)) \(months[time.month - 1]) \(digits(time.year, 4)) "
                + "\(clock) \(zone(time))"
        case .zone: return zone(time)
        case .weekday: return String(time.weekday)
        }
    }

    private func zone(_ time: CivilTime, _ separator: String = "") -> String {
        let minutes = abs(time.offset)
        return "\(time.offset < 0 ? "-" : "+")\(digits(minutes / 60))\(separator)\(digits(minutes % 60))"
    }

    private func digits(_ number: Int, _ count: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(count - text.count, 0)) + text
    }
}

private struct DateTest: CompiledTest {
    let fields: FieldQuery
    let zone: Zone
    let part: StringTemplate
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let part = try DatePart(part, in: &run)
        var session = try value.session(in: &run)
        var first: (field: HeaderField, origin: String)?
        _ = try fields.contains(in: &run) { field, origin, _ in
            first = (field, origin)
            return true
        }
        if let (field, origin) = first {
            // Where a field says more than a date, as Received does, the date stands behind the last semicolon.
            let date = field.value.utf8.split(separator: UInt8(ascii: ";")).last ?? field.value.utf8[...]
            if let time = CivilTime(field: date), let shifted = try zone.shifted(time, in: &run),
                try session.offer(part.value(of: shifted), from: origin, in: &run)
            {
                return true
            }
        }
        return try session.finish(in: &run)
    }
}

private struct CurrentDateTest: CompiledTest {
    let zone: Zone
    let part: StringTemplate
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let part = try DatePart(part, in: &run)
        guard let clock = run.input.surroundings.clock, let now = CivilTime(seconds: clock.now.seconds, offset: 0),
            let shifted = try zone.shifted(now, in: &run)
        else { throw run.fault(.unusable("nobody said what time it is")) }
        var session = try value.session(in: &run)
        if try session.offer(part.value(of: shifted), from: "the present", in: &run) { return true }
        return try session.finish(in: &run)
    }
}
