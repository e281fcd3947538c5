// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A test with its `not`, `allof` and `anyof`, the negations pushed down to the tests that compare something.
indirect enum Condition {
    case test(ConstantTest, isTrue: Bool)
    case all([Condition])
    case any([Condition])

    /// What makes a test come out true, or false.
    init(_ call: CheckedCall, isTrue: Bool = true, edition: Int) {
        let parts = { call.tests.map { Condition($0, isTrue: isTrue, edition: edition) } }
        switch call.name {
        case "not": self = call.tests.first.map { Condition($0, isTrue: !isTrue, edition: edition) } ?? .all([])
        case "allof": self = isTrue ? .all(parts()) : .any(parts())
        case "anyof": self = isTrue ? .any(parts()) : .all(parts())
        case "true": self = isTrue ? .all([]) : .any([])
        case "false": self = isTrue ? .any([]) : .all([])
        default: self = .test(ConstantTest(call, edition: edition), isTrue: isTrue)
        }
    }

    /// Whether a variable has a part in it.
    var hasVariables: Bool {
        switch self {
        case .test(let test, _): test.hasVariables
        case .all(let parts), .any(let parts): parts.contains(where: \.hasVariables)
        }
    }

    /// What must hold whenever this does.
    var facts: [Fact] {
        switch self {
        case .test(let test, let isTrue): [Fact(test: test, isTrue: isTrue)]
        case .all(let parts): parts.flatMap(\.facts)
        case .any(let parts): parts.count == 1 ? parts[0].facts : []
        }
    }

    /// The choices in it, of each of which one part must hold.
    var alternatives: [[Condition]] {
        switch self {
        case .test: []
        case .all(let parts): parts.flatMap(\.alternatives)
        case .any(let parts): parts.count == 1 ? parts[0].alternatives : [parts]
        }
    }
}
