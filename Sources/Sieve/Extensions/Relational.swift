// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `relational`: `:count` and `:value` compare by order instead of equality (RFC 5231).
    static let relational = Extension(
        capability: "relational", specification: "RFC 5231",
        tags: [
            TagDefinition(
                "value", group: .matchType, parameter: relation, reach: .group,
                effect: .matchType { tag, checker in Relation(tag, &checker).map { ValueMatch(relation: $0) } }),
            TagDefinition(
                "count", group: .matchType, parameter: relation, reach: .group,
                effect: .matchType { tag, checker in Relation(tag, &checker).map { CountMatch(relation: $0) } }),
        ])

    private static let relation = ParameterDefinition(
        name: "a relation such as \"gt\"", kind: .string, isConstant: true)
}

private enum Relation: String, CaseIterable {
    case gt, ge, lt, le, eq, ne

    init?(_ tag: CheckedTag, _ checker: inout Checker) {
        guard let string = tag.string, let name = string.constant else { return nil }
        guard let relation = Relation(rawValue: name.lowercased()) else {
            let all = Relation.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            checker.findings.error("\"\(name)\" is no relation", at: string.range, suggestion: "there are \(all)")
            return nil
        }
        self = relation
    }

    func holds(_ order: Int) -> Bool {
        switch self {
        case .gt: order > 0
        case .ge: order >= 0
        case .lt: order < 0
        case .le: order <= 0
        case .eq: order == 0
        case .ne: order != 0
        }
    }
}

private struct ValueMatch: MatchType {
    let relation: Relation

    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        RelatedKey(key: key, comparator: comparator, relation: relation)
    }
}

private struct CountMatch: MatchType {
    let relation: Relation
    var countsValues: Bool { true }

    func prepared(_ key: [UInt8], by comparator: any Comparator) -> any KeyMatcher {
        RelatedKey(key: key, comparator: comparator, relation: relation)
    }
}

private struct RelatedKey: KeyMatcher {
    let key: [UInt8]
    let comparator: any Comparator
    let relation: Relation

    func matches(_ value: borrowing Span<UInt8>, captures: inout [Range<Int>]) -> Bool {
        relation.holds(comparator.order(value, key.span))
    }
}
