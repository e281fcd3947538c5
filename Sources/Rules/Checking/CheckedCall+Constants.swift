// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

extension CheckedCall {
    /// The number that is positional argument `index`.
    func amount(_ index: Int) -> Int? {
        guard arguments.indices.contains(index), case .number(let number) = arguments[index].value else { return nil }
        return number
    }

    /// How it compares; nil where an extension says how, or where it compares nothing.
    var comparison: BaseComparison? {
        guard ["header", "address", "envelope", "string", "environment", "date", "currentdate"].contains(name) else {
            return nil
        }
        let others: Set = ["value", "count", "regex", "near", "list"]
        guard !tags.contains(where: { others.contains($0.name) }) else { return nil }
        return tags.lazy.compactMap { BaseComparison(rawValue: $0.name) }.first ?? .is
    }

    /// The tags that choose what is compared, as text.
    var otherTags: [String] {
        let known: Set = ["is", "contains", "matches", "all", "localpart", "domain", "user", "detail", "comparator"]
        return tags.filter { !known.contains($0.name) }.map { "\($0.name) \($0.argument?.written ?? "")" }.sorted()
    }

    /// Every string of the call, and of the tests in it.
    var allStrings: [CheckedString] {
        let own = arguments.map(\.value) + tags.compactMap { $0.argument?.value }
        let strings = own.flatMap { value in
            if case .strings(let strings) = value { strings } else { [CheckedString]() }
        }
        return strings + tests.flatMap(\.allStrings)
    }

    /// The call in one way of writing, whatever its order of tags, its list orders and its capitals.
    var written: String {
        let tags = tags.filter { $0.name != "is" && $0.name != "all" }.map {
            ":\($0.name) \($0.argument?.written ?? "")"
        }
        let parts = [name] + tags.sorted() + arguments.map(\.written) + tests.map(\.written)
        let text = parts.joined(separator: " ")
        return tags.contains { $0.hasPrefix(":comparator") } ? text : text.lowercased()
    }
}

extension CheckedArgument {
    fileprivate var written: String {
        switch value {
        case .number(let number): "\(number)"
        case .strings(let strings): "\(strings.map { $0.constant ?? "\($0.place)" }.sorted())"
        }
    }
}
