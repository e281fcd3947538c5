// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A command, checked and ready to run.
protocol CompiledCommand: Sendable {
    /// Does what the command does to the state of the run.
    func run(in run: inout Run) throws(ScriptFault) -> Flow
}
