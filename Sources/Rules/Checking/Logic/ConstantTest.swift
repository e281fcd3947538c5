// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A test of a script as logic sees it: when it is the same as another, and when both can't be true of one message.
struct ConstantTest {
    /// Where it stands.
    let line: Int
    /// Equal for tests that come out alike.
    let signature: String
    /// Whether a variable has a part in it, so that nothing is known before the script runs.
    let hasVariables: Bool
    /// What it compares, the keys left out; nil where it compares nothing.
    private let subject: String?
    /// Whether a message has one such value at most.
    private let isSingle: Bool
    private let part: String
    private let keys: [KeyPattern]
    /// The sizes of which it is true.
    private let sizes: ClosedRange<Int>?

    /// - Parameter edition: How often the header was edited before: what tests saw earlier says nothing any more.
    init(_ call: CheckedCall, edition: Int) {
        let seesHeader = ["header", "address", "exists"].contains(call.name)
        let strings = call.allStrings
        line = call.place.line
        // Flags change as the script runs, as variables do.
        hasVariables = call.name == "hasflag" || strings.contains { $0.constant == nil }
        let written = call.written
        signature =
            hasVariables ? "\(call.place)" : (seesHeader ? "\(edition) " : "") + written
        let size = call.name == "size" ? call.amount(0) : nil
        sizes = size.map { call.tag("over") != nil ? min($0, .max - 1) + 1 ... .max : 0...max($0 - 1, 0) }
        let names = call.strings(0).compactMap { $0.constant?.lowercased() }
        let keyIndex = call.arguments.count - 1
        let comparison = call.comparison
        guard !hasVariables, keyIndex > 0, let comparison else {
            (subject, isSingle, part, keys) = (nil, false, "", [])
            return
        }
        let about = (0..<keyIndex).map { call.strings($0).compactMap { $0.constant?.lowercased() }.sorted() }
        let tags = call.otherTags
        subject = "\(seesHeader ? edition : 0) \(call.name) \(about) \(tags)"
        part = call.tags.first { Self.parts.contains($0.name) }?.name ?? "all"
        isSingle = Self.isSingle(call.name, names, hasOtherTags: !tags.isEmpty)
        keys = call.strings(keyIndex).compactMap(\.constant).map { key in
            switch comparison {
            case .is: .exact(key.lowercased())
            case .contains: .containing(key.lowercased())
            case .matches: KeyPattern(wildcards: key.lowercased())
            }
        }
    }

    private static let parts: Set = ["all", "localpart", "domain", "user", "detail"]

    /// The fields of which a message has one, and one value in it (RFC 5322, section 3.6).
    private static let singleFields: Set = [
        "subject", "from", "sender", "date", "message-id", "in-reply-to", "content-type", "mime-version", "importance",
        "priority", "x-priority", "sensitivity", "precedence", "auto-submitted", "list-id", "return-path",
    ]

    private static func isSingle(_ name: String, _ names: [String], hasOtherTags: Bool) -> Bool {
        guard names.count == 1 else { return false }
        switch name {
        case "envelope", "environment", "currentdate": return true
        case "header", "address": return !hasOtherTags && singleFields.contains(names[0])
        default: return false
        }
    }

    /// Whether two tests can't come out so for one message.
    func contradicts(_ other: ConstantTest, whenTrue: Bool, otherWhenTrue: Bool) -> Bool {
        if signature == other.signature { return whenTrue != otherWhenTrue }
        if let sizes, let otherSizes = other.sizes {
            return Self.excludes(sizes, whenTrue, otherSizes, otherWhenTrue)
        }
        guard let subject, subject == other.subject else { return false }
        switch (whenTrue, otherWhenTrue) {
        case (true, true):
            guard isSingle, let (one, two) = comparable(with: other) else { return false }
            return one.allSatisfy { key in two.allSatisfy { !key.canMeet($0) } }
        case (true, false): return other.covers(self)
        case (false, true): return covers(other)
        case (false, false): return false
        }
    }

    /// Whether this is true of every value of which the other is.
    private func covers(_ other: ConstantTest) -> Bool {
        let wanted = part == other.part ? other.keys : part == "domain" ? other.domains : nil
        guard let wanted, !wanted.isEmpty else { return false }
        return wanted.allSatisfy { key in keys.contains { $0.covers(key) } }
    }

    /// The keys of both, about the same part of an address.
    private func comparable(with other: ConstantTest) -> ([KeyPattern], [KeyPattern])? {
        if part == other.part { return (keys, other.keys) }
        if part == "domain" { return other.domains.map { (keys, $0) } }
        if other.part == "domain" { return domains.map { ($0, other.keys) } }
        return nil
    }

    private var domains: [KeyPattern]? {
        guard part == "all" else { return nil }
        let domains = keys.compactMap(\.domain)
        return domains.count == keys.count ? domains : nil
    }

    private static func excludes(_ one: ClosedRange<Int>, _ isOne: Bool, _ two: ClosedRange<Int>, _ isTwo: Bool) -> Bool
    {
        func values(_ range: ClosedRange<Int>, _ isTrue: Bool) -> ClosedRange<Int>? {
            if isTrue { return range }
            if range.lowerBound == 0 { return range.upperBound == .max ? nil : range.upperBound + 1 ... .max }
            return 0...range.lowerBound - 1
        }
        guard let one = values(one, isOne), let two = values(two, isTwo) else { return true }
        return !one.overlaps(two)
    }
}
