// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A test, checked and ready to be evaluated.
protocol CompiledTest: Sendable {
    /// How the test comes out.
    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool
}
