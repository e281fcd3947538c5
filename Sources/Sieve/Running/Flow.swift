// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Whether a run goes on after a command, and if not, how much of the script it leaves.
enum Flow: Sendable, Hashable {
    case proceed
    /// Leaves the whole run.
    case stop
    /// Leaves the script that is being run: the run, or the `include` that is running it.
    case `return`
    /// Leaves the loop of this name; the innermost one where there is no name.
    case `break`(String?)
}
