// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What an engine makes of a case, in one form for both.
enum Outcome: Sendable, Equatable {
    /// The script is not compiled.
    case refused(String)
    /// The run ends with an error.
    case fault(String)
    /// Each action in words, in order, without those that are said twice.
    case actions([String])

    /// Whether both say the same; the words of an error are each engine's own.
    func agrees(with other: Outcome) -> Bool {
        switch (self, other) {
        case (.refused, .refused), (.fault, .fault): true
        default: self == other
        }
    }
}
