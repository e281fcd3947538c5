// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `index`: one header field of several with the same name, by its number (RFC 5260, section 6).
    static let index = Extension(
        capability: "index", specification: "RFC 5260, section 6",
        tags: [
            TagDefinition(
                "index", parameter: ParameterDefinition(name: "number", kind: .number), reach: reach,
                effect: .fields { call in
                    call.tag("index")?.number.map { IndexSelector(number: $0, fromEnd: call.tag("last") != nil) }
                }),
            TagDefinition("last", reach: reach),
        ])

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
