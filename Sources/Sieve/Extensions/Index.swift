// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `index`: one header field of several with the same name, by its number (RFC 5260, section 6).
    static let index = Extension(
        capability: "index", specification: "RFC 5260, section 6",
        tags: [
            TagDefinition(
                "index", parameter: ParameterDefinition(name: "number", kind: .number), reach: reach,
                effect: .fields(selector)),
            TagDefinition("last", reach: reach, effect: .fields(selector)),
        ])

    /// Both tags make one choice.
    @Sendable private static func selector(of call: CheckedCall, checker: inout Checker) -> (any FieldSelector)? {
        guard let index = call.tag("index") else {
            if let last = call.tag("last") { checker.findings.error(":last goes with :index", at: last.range) }
            return nil
        }
        guard let number = index.number else { return nil }
        if number < 1 { checker.findings.error("fields are counted from 1", at: index.range) }
        return IndexSelector(number: number, fromEnd: call.tag("last") != nil)
    }

    private static let reach = TagDefinition.Reach.calls(["header", "address", "date"])
}

private struct IndexSelector: FieldSelector {
    let number: Int
    let fromEnd: Bool

    func selected(from positions: [Int]) -> [Int] {
        guard number >= 1, number <= positions.count else { return [] }
        return [fromEnd ? positions[positions.count - number] : positions[number - 1]]
    }
}
