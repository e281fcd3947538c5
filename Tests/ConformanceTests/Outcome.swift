// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What an engine makes of a case, in one form for both.
enum Outcome: Sendable, Equatable {
    /// The script is not compiled.
    case refused(String)
    /// The run ends with an error.
    case fault(String)
    /// The engine crashed, so that nothing can be said of what it would have done.
    case crash
    /// Each action in words, in order, without those that are said twice.
    case actions([String])

    var isRefused: Bool { if case .refused = self { true } else { false } }

    /// Whether both say the same; the words of an error are each engine's own.
    func agrees(with other: Outcome) -> Bool {
        switch (self, other) {
        case (.refused, .refused), (.fault, .fault): true
        case (.crash, _), (_, .crash): false
        default: self == other
        }
    }
}
