// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Mail
import Sieve

/// What holds whenever a script runs over a mail.
public enum RunningInvariants {
    private typealias Outcome = Result<ScriptResult, ScriptFault>

    /// Runs the scripts of an input over its mail.
    /// - Returns: How often one of the scripts could be run.
    @discardableResult
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) -> Int {
        let given = FuzzCase(bytes)
        var runs = 0
        for scripts in [given.scripts, given.scripts.requiringAll] {
            guard let script = scripts.compilation.script else { continue }
            let other = scripts.withCRLF?.compilation.script
            for recipient in given.recipients {
                let input = ScriptInput(
                    message: given.message, sender: given.sender, recipient: recipient,
                    surroundings: FuzzCase.surroundings)
                let outcome = run(script, input)
                runs += 1
                try checkLimits(outcome, scripts)
                try checkEqual(outcome, run(script, input), "running twice", traced: true)
                try checkEqual(outcome, run(script, input, tracing: false), "running without a trace")
                if let other { try checkEqual(outcome, run(other, input), "line ends of the other kind") }
            }
        }
        return runs
    }

    private static func run(_ script: Script, _ input: ScriptInput, tracing: Bool = true) -> Outcome {
        do { return .success(try script.run(on: input, limits: FuzzScripts.limits, tracing: tracing)) } catch {
            return .failure(error)
        }
    }

    private static func checkLimits(_ outcome: Outcome, _ scripts: FuzzScripts) throws(InvariantFailure) {
        let limits = FuzzScripts.limits
        switch outcome {
        case .failure(let fault):
            try require(scripts.lines(of: fault.file).contains(fault.place), "a fault is not in the script: \(fault)")
            try require(fault.description.isPlain(), "a fault is more than one line: \(fault)")
        case .success(let result):
            try require(result.actions.count <= limits.actions, "too many actions")
            try require(result.edits.count <= limits.edits, "too many edits")
            let redirects = result.actions.count { $0.kind == .redirect }
            try require(redirects <= limits.redirects, "too many redirections")
            try require(result.trace.count <= limits.steps, "more tests than steps")
            try checkPlaces(of: result, scripts)
            let conditions = result.actions.flatMap(\.conditions) + result.edits.flatMap(\.conditions)
            try require(conditions.allSatisfy(result.trace.indices.contains), "a condition is no event of the trace")
            if result.actions.contains(where: { !$0.isCopy }) {
                try require(!result.implicitKeep, "an action left the implicit keep")
            }
        }
    }

    private static func checkPlaces(of result: ScriptResult, _ scripts: FuzzScripts) throws(InvariantFailure) {
        var lines: [String: ScriptLines] = [:]
        let places =
            result.actions.map { ($0.file, $0.place) } + result.edits.map { ($0.file, $0.place) }
            + result.trace.map { ($0.file, $0.place) }
        for (file, place) in places {
            let found = lines[file] ?? scripts.lines(of: file)
            lines[file] = found
            try require(found.contains(place), "an action, edit or test is not in the script: \(file) \(place)")
        }
    }

    private static func checkEqual(
        _ one: Outcome, _ other: Outcome, _ what: String, traced: Bool = false
    ) throws(InvariantFailure) {
        switch (one, other) {
        case (.failure(let a), .failure(let b)):
            try require(a == b, "\(what) makes another fault: \(a); \(b)")
        case (.success(let a), .success(let b)):
            try require(a.actions.map(plain) == b.actions.map(plain), "\(what) makes other actions")
            try require(a.edits.map(plain) == b.edits.map(plain), "\(what) makes other edits")
            try require(a.implicitKeep == b.implicitKeep, "\(what) makes another implicit keep")
            try require(a.stopped == b.stopped, "\(what) stops otherwise")
            try require(a.header.map(\.value) == b.header.map(\.value), "\(what) leaves another header")
            if traced { try require(a.trace == b.trace, "\(what) makes another trace") }
        case (.failure(let fault), .success), (.success, .failure(let fault)):
            throw InvariantFailure(description: "\(what) changes whether it fails: \(fault)")
        }
    }

    /// The same without the events of the trace, which is not always there.
    private static func plain(_ action: Action) -> Action {
        var action = action
        action.conditions = []
        return action
    }

    private static func plain(_ edit: HeaderEdit) -> HeaderEdit {
        var edit = edit
        edit.conditions = []
        return edit
    }
}
