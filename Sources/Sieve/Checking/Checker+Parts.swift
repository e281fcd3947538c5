// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the makers of several commands and tests need.
extension Checker {
    /// The comparison that a call's tags and keys ask for; nil where they don't go together.
    mutating func valueTest(of call: CheckedCall, keys: [CheckedString]) -> ValueTest? {
        var comparator: any Comparator = CasemapComparator()
        var matchType: any MatchType = IsMatch()
        var matchTag: CheckedTag?
        for tag in call.tags {
            switch tag.definition.effect {
            case .comparator:
                guard let found = self.comparator(of: tag) else { return nil }
                comparator = found
            case .matchType(let make):
                guard let made = make(tag, &self) else { return nil }
                matchType = made
                matchTag = tag
            default: break
            }
        }
        if matchType.needsSubstrings, !comparator.findsSubstrings, let matchTag {
            findings.error(
                "the comparator \(comparator.name) compares whole strings, which :\(matchTag.name) doesn't",
                at: matchTag.range)
            return nil
        }
        if !matchType.usesComparator, let tag = call.tag("comparator"), let matchTag {
            findings.error(":\(matchTag.name) compares by no comparator", at: tag.range)
            return nil
        }
        var ready: [ValueTest.Key] = []
        for key in keys {
            guard let constant = key.template.constant else {
                ready.append(.template(key.template))
                continue
            }
            do {
                // One too many is the last that is made ready, so that the rest costs nothing.
                let hasRoom = !matchType.isCostlyToPrepare || family.keyMemory <= dialect.patternMemory
                let matcher = hasRoom ? try matchType.prepared(constant, by: comparator) : nil
                family.keyMemory += matcher?.memory ?? 0
                if let matcher, matcher.memory == 0 || family.keyMemory <= dialect.patternMemory {
                    ready.append(.ready(matcher))
                } else {
                    findings.error(
                        "the patterns of :\(matchTag?.name ?? "") are too many or too large: together they could take "
                            + "more than \(dialect.patternMemory >> 20) MiB", at: key.range,
                        suggestion: "join several in one by |, or use :contains or :matches")
                }
            } catch {
                // A list of which the script asks whether it is there is looked for when the script runs.
                if doubtedLists.contains(String(decoding: constant, as: UTF8.self)) {
                    ready.append(.template(key.template))
                    continue
                }
                findings.error(error.message, at: key.range, suggestion: error.suggestion)
            }
        }
        return ready.count == keys.count ? ValueTest(matchType: matchType, comparator: comparator, keys: ready) : nil
    }

    private mutating func comparator(of tag: CheckedTag) -> (any Comparator)? {
        guard let string = tag.string, let name = string.constant else { return nil }
        guard let comparator = registry.comparators[name] else {
            unknown(
                "unknown comparator \"\(name)\"", at: string.range,
                suggestion: "there are " + registry.comparators.keys.sorted().joined(separator: ", "))
            return nil
        }
        if registry.comparatorsAtHand.contains(name) {
            use("comparator-" + name)
        } else {
            need("comparator-" + name, for: "this comparator", at: string.range)
        }
        return comparator
    }

    /// The part of the addresses that a call's tags ask for.
    func addressPart(of call: CheckedCall) -> any AddressPart {
        for tag in call.tags {
            if case .addressPart(let part) = tag.definition.effect { return part }
        }
        return WholeAddress()
    }

    /// What a call's tags change in its actions.
    func actionModifiers(of call: CheckedCall) -> [any ActionModifier] {
        call.tags.compactMap { tag in
            if case .action(let make) = tag.definition.effect { make(tag) } else { nil }
        }
    }

    /// The header fields that a call looks at.
    mutating func fieldQuery(of call: CheckedCall, names: [CheckedString]) -> FieldQuery {
        for name in names {
            guard let constant = name.constant, !FieldName.isValid(constant) else { continue }
            // RFC 5228, section 2.4.2.2, has such a test be false: the rule would never do what its writer meant.
            findings.error("\"\(constant)\" can't be the name of a header field", at: name.range)
        }
        var selector: (any FieldSelector)?
        var scope: FieldScope?
        for tag in call.tags {
            switch tag.definition.effect {
            case .fields(let make): selector = selector ?? make(call, &self)
            case .scope(let make): scope = make(call, &self) ?? scope
            default: break
            }
        }
        return FieldQuery(names: names.map(\.template), selector: selector, scope: scope)
    }

    /// What a call's tags read in header fields; nil where it is the whole value.
    mutating func fieldReading(of call: CheckedCall) -> (any FieldReading)? {
        for tag in call.tags {
            if case .reading(let make) = tag.definition.effect { return make(call, &self) }
        }
        return nil
    }
}
