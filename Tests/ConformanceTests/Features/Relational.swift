// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5231.
    static let relational = Feature(
        capabilities: ["relational"],
        comparisons: [
            { draft, value in
                (draft.comparator([":value \(draft.relation()) "]), draft.string(draft.key(near: value)))
            },
            { draft, _ in
                // As text, "10" stands before "9".
                (
                    draft.comparator([":count \(draft.relation()) "]),
                    "\"\(draft.random.pick(["0", "1", "2", "3", "10"]))\""
                )
            },
        ])

    /// RFC 4790, section 9.1, and with it the tests that compare numbers.
    static let asciiNumeric = Feature(
        capabilities: ["relational", "comparator-i;ascii-numeric"],
        comparisons: [
            { draft, _ in
                let tags = ":comparator \"i;ascii-numeric\" :count \(draft.relation()) "
                return (tags, "\"\(draft.random.number(0...4))\"")
            },
            { draft, _ in
                let number = draft.random.pick(["42", "0", "3", "0007", "99999999999999999998", "n"])
                return (":value \(draft.relation()) :comparator \"i;ascii-numeric\" ", "\"\(number)\"")
            },
            { draft, _ in
                (":is :comparator \"i;ascii-numeric\" ", "\"\(draft.random.pick(["42", "3", "0", "x"]))\"")
            },
        ])
}

extension Draft {
    mutating func relation() -> String { "\"\(random.pick(["gt", "ge", "lt", "le", "eq", "ne"]))\"" }
}
