// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// draft-ietf-sieve-regex: expressions that say the same in POSIX's and RE2's reading.
    static let regex = Feature(
        capabilities: ["regex"],
        comparisons: [
            { draft, value in
                let tag = draft.comparator([":regex "])
                return (tag, Draft.quoted(draft.expression(near: value)))
            }
        ])
}

extension Draft {
    /// A regular expression that may be found in the value; in ASCII, since Pigeonhole's are of octets.
    mutating func expression(near value: String) -> String {
        var result = random.chance(30) ? "^" : ""
        var letters = Array(value.filter { $0.isASCII }.prefix(random.number(1...12)))[...]
        while let letter = letters.popFirst() {
            let written =
                letter.isLetter || letter.isNumber || " @-_/:;<>,\"'=%".contains(letter)
                ? String(letter) : "\\" + String(letter)
            switch random.number(0...19) {
            case 0: result += "."
            case 1: result += letter.isLetter ? "[a-zA-Z]" : ".?"
            case 2: result += written + random.pick(["*", "+", "?", "{1,2}"])
            case 3: result += "(" + written + "|x)"
            default: result += written
            }
        }
        if random.chance(15) { result += ".*$" }
        return result.isEmpty ? "." : result
    }
}
