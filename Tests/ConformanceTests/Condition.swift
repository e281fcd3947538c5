// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The test of a generated `if`, as a tree.
indirect enum Condition: Sendable {
    case test(String)
    case not(Condition)
    /// `allof` or `anyof`.
    case list(String, [Condition])

    /// The test as it stands in the script.
    var text: String {
        switch self {
        case .test(let text): text
        case .not(let inner): "not " + inner.text
        case .list(let name, let inner): "\(name) (\(inner.map(\.text).joined(separator: ", ")))"
        }
    }

    /// The same with each test written otherwise.
    func mapped(_ change: (String) -> String) -> Condition {
        switch self {
        case .test(let text): .test(change(text))
        case .not(let inner): .not(inner.mapped(change))
        case .list(let name, let inner): .list(name, inner.map { $0.mapped(change) })
        }
    }

    /// The tests that come from leaving out a part.
    var smaller: [Condition] {
        switch self {
        case .test: return []
        case .not(let inner): return [inner] + inner.smaller.map { .not($0) }
        case .list(let name, let inner):
            return inner
                + inner.indices.flatMap { index in
                    inner[index].smaller.map { smaller in
                        var copy = inner
                        copy[index] = smaller
                        return .list(name, copy)
                    }
                }
        }
    }
}
