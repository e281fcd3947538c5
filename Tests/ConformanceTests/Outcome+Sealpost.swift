// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Reading
import Sieve

extension Outcome {
    /// What Sealpost makes of a case.
    init(sealpost script: String, _ test: Case) {
        let compilation = Script.compile(source: script, name: "case.sieve")
        guard let compiled = compilation.script else {
            self = .refused(compilation.diagnostics.first?.headline ?? "")
            return
        }
        let message = MessageReader().read(test.mail.bytes)
        let input = ScriptInput(message: message, sender: test.sender, recipient: test.recipient)
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
