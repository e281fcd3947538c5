// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Whose headers a test looks at instead of the message's.
///
/// RFC 5703, section 4: with `:mime` that of the part at which the innermost loop is, or of the message outside loops;
/// with `:anychild` also those of the parts inside it.
struct FieldScope: Sendable {
    let includesChildren: Bool

    /// The entities, by their numbers.
    func entities(in run: borrowing Run) -> Range<Int> {
        let first = run.loops.last ?? 0
        return first..<(includesChildren ? run.input.bodies.entities[first].end : first + 1)
    }
}
