// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import Sieve

/// A command that had a part in a decision, and the tests that led to it.
public struct Reason: Sendable, Hashable, Codable {
    /// The line of the command.
    public var place: Decision.Place
    /// What it does: `fileinto "registered"`; with the numbers of persons and accounts masked.
    public var command: String
    /// The tests around it, outermost first, each followed by those inside it that made it come out so.
    public var tests: [TraceEvent]

    /// The commands of a run, in the order in which they ran.
    static func all(in result: ScriptResult) -> [Reason] {
        var reasons: [Reason] = []
        var actions = result.actions[...]
        for (index, edit) in result.edits.enumerated() {
            // An action counts the edits before it, which tells where it goes among them.
            while let action = actions.first, action.editsBefore <= index {
                reasons.append(Reason(action, trace: result.trace))
                actions.removeFirst()
            }
            reasons.append(Reason(edit, trace: result.trace))
        }
        return reasons + actions.map { Reason($0, trace: result.trace) }
    }

    private init(_ action: Action, trace: [TraceEvent]) {
        let argument = action.argument.isEmpty ? "" : " \"\(action.argument)\""
        place = Decision.Place(file: action.file, line: action.place.line)
        command = NumberMask.masked(action.kind.rawValue + (action.isCopy ? " :copy" : "") + argument)
        tests = action.conditions.flatMap { Reason.decisive(trace, at: $0) }
    }

    private init(_ edit: HeaderEdit, trace: [TraceEvent]) {
        let verb = edit.change == .delete ? "deleteheader" : "addheader"
        place = Decision.Place(file: edit.file, line: edit.place.line)
        command = NumberMask.masked("\(verb) \"\(edit.name)\" \"\(edit.value)\"")
        tests = edit.conditions.flatMap { Reason.decisive(trace, at: $0) }
    }

    /// A test and those inside it that decided how it came out.
    private static func decisive(_ trace: [TraceEvent], at index: Int) -> [TraceEvent] {
        guard trace.indices.contains(index) else { return [] }
        let outer = trace[index]
        let inner = trace[(index + 1)...].prefix { $0.depth > outer.depth }
        return [outer] + inner.filter { $0.match != nil || $0.depth == outer.depth + 1 && outer.result == $0.result }
    }
}
