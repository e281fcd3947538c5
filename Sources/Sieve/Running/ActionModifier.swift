// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a tag such as `:copy` changes in an action.
protocol ActionModifier: Sendable {
    /// Changes an action that is about to be recorded.
    func modify(_ action: inout Action, in run: inout Run) throws(ScriptFault)
}
