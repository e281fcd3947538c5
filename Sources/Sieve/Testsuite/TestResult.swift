// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The actions that scripts of a test have taken and nobody has executed yet.
struct TestResult {
    /// An action with the message as it was when the script took it.
    struct Entry {
        var action: Action
        var input: ScriptInput
    }

    private(set) var entries: [Entry] = []
    /// Whether no action has cancelled the implicit keep.
    private(set) var implicitKeep = true

    /// Adds what a run came to.
    mutating func add(_ result: ScriptResult, of input: ScriptInput) {
        add(result.actions, headers: result.headersOfActions, input: input)
        implicitKeep = implicitKeep && result.implicitKeep
    }

    /// Takes over what a test took as actions itself, outside of the scripts that it tests.
    mutating func collect(from run: inout Run) {
        add(run.actions, headers: run.headersOfActions, input: run.input)
        implicitKeep = implicitKeep && run.implicitKeep
        run.dropResult()
    }

    private mutating func add(_ actions: [Action], headers: [HeaderTable], input: ScriptInput) {
        for (action, header) in zip(actions, headers) {
            var entry = Entry(action: action, input: input)
            entry.input.header = header
            entries.append(entry)
        }
    }
}
