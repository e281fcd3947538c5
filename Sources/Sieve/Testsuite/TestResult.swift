// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The actions that scripts of a test have taken.
struct TestResult {
    /// An action with the message as it was when the script took it.
    struct Entry {
        var action: Action
        var input: ScriptInput
        fileprivate(set) var isExecuted = false

        /// What tests call it: filing and keeping are Pigeonhole's `store` and `keep`.
        var name: String { action.kind == .fileInto ? "store" : action.kind.rawValue }

        /// What only one action can be taken of.
        fileprivate var target: String {
            switch action.kind {
            case .keep: "mailbox INBOX"
            case .fileInto: "mailbox " + TestPost.key(action.argument)
            case .redirect: "address " + action.argument.lowercased()
            default: action.kind.rawValue
            }
        }
    }

    private(set) var entries: [Entry] = []
    /// The message as the last script left it, for the implicit keep; nil before there was one.
    private(set) var finalInput: ScriptInput?
    /// Whether no action has cancelled the implicit keep, and nobody has executed it yet.
    private var implicitKeep = true

    /// Adds what a script under test came to.
    mutating func add(_ result: ScriptResult, of input: ScriptInput) {
        add(result.actions, headers: result.headersOfActions, input: input)
        implicitKeep = implicitKeep && result.implicitKeep
        finalInput = input.following(result)
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
            // RFC 5228, section 2.10.3: a message is put into one place once.
            if let index = entries.firstIndex(where: { $0.target == entry.target }) {
                if entry.action.kind == .keep, entries[index].isExecuted { entries[index].action.kind = .keep }
                // RFC 5232, section 5: of several flag lists for one place the last one counts.
                entries[index].action.flags = entry.action.flags
            } else {
                entries.append(entry)
            }
        }
    }

    /// Whether an action has cancelled the implicit keep.
    var isDecided: Bool { !implicitKeep }

    /// Two actions that no message can meet with both, as a message about them; nil if there are none.
    var conflict: String? {
        guard let reject = entries.first(where: { $0.action.kind == .reject && !$0.isExecuted }) else { return nil }
        let other = entries.first { [.keep, .fileInto, .redirect].contains($0.action.kind) && !$0.isExecuted }
        return other.map { "\(reject.name) and \($0.name) exclude each other" }
    }

    /// The actions that are yet to be executed, which from now on count as executed.
    mutating func unexecuted() -> [Entry] {
        let found = entries.filter { !$0.isExecuted }
        for index in entries.indices { entries[index].isExecuted = true }
        return found
    }

    /// Whether the message is kept because nothing else is done with it; true once.
    mutating func takesImplicitKeep() -> Bool {
        defer { implicitKeep = false }
        return implicitKeep
    }
}
