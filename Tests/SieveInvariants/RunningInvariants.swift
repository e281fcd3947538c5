// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// What holds whenever a script runs over a mail.
public enum RunningInvariants {
    private typealias Outcome = Result<ScriptResult, ScriptFault>

    /// Runs a script, which stands before a line `%%`, over the mail behind it.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let given = ScriptAndMail(bytes)
        // Most of what a fuzzer makes would lack the one name or the other.
        for source in [given.script, CompilingInvariants.requiringAll + given.script] {
            guard let script = compiled(source) else { continue }
            for recipient in given.recipients {
                let input = ScriptInput(message: given.message, sender: given.sender, recipient: recipient)
                let outcome = run(script, input)
                try checkLimits(outcome, in: ScriptLines(source))
                try checkEqual(outcome, run(script, input), "running twice", edits: true)
                try checkEqual(outcome, run(script, input, tracing: false), "running without a trace")
                if !source.contains(UInt8(ascii: "\r")), let other = compiled(CompilingInvariants.withCRLF(source)) {
                    try checkEqual(outcome, run(other, input), "line ends of the other kind")
                }
            }
        }
    }

    private static func compiled(_ source: [UInt8]) -> Script? {
        Script.compile(source: source, name: CompilingInvariants.fileName).script
    }

    private static func run(_ script: Script, _ input: ScriptInput, tracing: Bool = true) -> Outcome {
        do { return .success(try script.run(on: input, tracing: tracing)) } catch { return .failure(error) }
    }

    private static func checkLimits(_ outcome: Outcome, in lines: ScriptLines) throws(InvariantFailure) {
        let limits = Limits.standard
        switch outcome {
        case .failure(let fault):
            try require(lines.contains(fault.place), "a fault is not in the script: \(fault)")
            try require(fault.description.isPlain(), "a fault is more than one line: \(fault)")
        case .success(let result):
            try require(result.actions.count <= limits.actions, "too many actions")
            try require(result.edits.count <= limits.edits, "too many edits")
            let redirects = result.actions.count { $0.kind == .redirect }
            try require(redirects <= limits.redirects, "too many redirections")
            try require(result.trace.count <= limits.steps, "more tests than steps")
            let places = result.actions.map(\.place) + result.edits.map(\.place) + result.trace.map(\.place)
            try require(places.allSatisfy(lines.contains), "an action, edit or test is not in the script")
            let conditions = result.actions.flatMap(\.conditions) + result.edits.flatMap(\.conditions)
            try require(conditions.allSatisfy(result.trace.indices.contains), "a condition is no event of the trace")
            if result.actions.contains(where: { !$0.isCopy }) {
                try require(!result.implicitKeep, "an action left the implicit keep")
            }
        }
    }

    private static func checkEqual(
        _ one: Outcome, _ other: Outcome, _ what: String, edits: Bool = false
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
            if edits { try require(a.trace == b.trace, "\(what) makes another trace") }
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
