// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import Sieve

/// A command that had a part in a decision, and the tests that led to it.
public struct Reason: Sendable, Hashable, Codable {
    /// The line of the command.
    public var place: Decision.Place
    /// What it does: `fileinto "registered"`.
    public var command: String
    /// The tests around it, outermost first, each followed by those inside it that made it come out so.
    public var tests: [TraceEvent]

    /// The commands of a run, in the order of the script.
    static func all(in result: ScriptResult) -> [Reason] {
        let actions = result.actions.map { action in
            let argument = action.argument.isEmpty ? "" : " \"\(action.argument)\""
            return (
                action.place, action.file, action.kind.rawValue + (action.isCopy ? " :copy" : "") + argument,
                action.conditions, action.editsBefore * 2 + 1
            )
        }
        let edits = result.edits.enumerated().map { index, edit in
            let verb = edit.change == .delete ? "deleteheader" : "addheader"
            return (edit.place, edit.file, "\(verb) \"\(edit.name)\" \"\(edit.value)\"", edit.conditions, index * 2)
        }
        return (edits + actions).sorted { $0.4 < $1.4 }.map { place, file, command, conditions, _ in
            Reason(
                place: Decision.Place(file: file, line: place.line), command: command,
                tests: conditions.flatMap { decisive(result.trace, at: $0) })
        }
    }

    /// A test and those inside it that decided how it came out.
    private static func decisive(_ trace: [TraceEvent], at index: Int) -> [TraceEvent] {
        guard trace.indices.contains(index) else { return [] }
        let outer = trace[index]
        let inner = trace[(index + 1)...].prefix { $0.depth > outer.depth }
        return [outer] + inner.filter { $0.match != nil || $0.depth == outer.depth + 1 && outer.result == $0.result }
    }
}
