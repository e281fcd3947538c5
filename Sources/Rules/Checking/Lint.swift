// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A check of rule files beyond the language: one thing that goes wrong with outgoing mail.
protocol Lint: Sendable {
    /// What it finds in a script.
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic]
}
