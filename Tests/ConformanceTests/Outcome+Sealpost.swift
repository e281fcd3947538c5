// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Sieve

extension Outcome {
    /// What Sealpost makes of a case, or of another script in its place, or of another reading of its mail.
    init(sealpost script: String, _ test: Case, _ change: (inout Message) -> Void = { _ in }) {
        let dialect = Dialect(library: SampleLibrary(test: test))
        let compilation = Script.compile(source: script, name: "case.sieve", dialect: dialect)
        guard let compiled = compilation.script else {
            self = .refused(compilation.diagnostics.first?.headline ?? "")
            return
        }
        var message = MessageReader().read(test.mail.bytes)
        change(&message)
        var input = ScriptInput(
            message: message, sender: test.sender, recipient: "", surroundings: Pigeonhole.surroundings)
        for recipient in test.otherRecipients {
            input.recipient = recipient
            // What a run for somebody else comes to, a fault included, is not the question.
            _ = try? compiled.run(on: input)
        }
        input.recipient = test.recipient
        do throws(ScriptFault) {
            let result = try compiled.run(on: input, tracing: test.seed.isMultiple(of: 2))
            self = Self.normal(result)
        } catch {
            self = .fault(error.description)
        }
    }

    private static func normal(_ result: ScriptResult) -> Outcome {
        var list = ActionList()
        for action in result.actions {
            switch action.kind {
            case .keep: list.add("store INBOX", isCopy: false)
            case .fileInto: list.add("store \(ActionList.shown(action.argument))", isCopy: action.isCopy)
            case .redirect: list.add("redirect \(ActionList.mailbox(action.argument))", isCopy: action.isCopy)
            case .reject: list.add("reject \(ActionList.shown(action.argument))", isCopy: false)
            default: list.add(action.kind.rawValue, isCopy: action.isCopy)
            }
        }
        if result.implicitKeep { list.add("implicit keep", isCopy: false) }
        return .actions(list.lines)
    }
}
