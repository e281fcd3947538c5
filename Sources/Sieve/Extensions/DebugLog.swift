// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `vnd.dovecot.debug`: `debug_log`, by which a script says something of its run.
    ///
    /// It is told where somebody asks for an explanation, and written to no log: what a rule says may come from the mail.
    static let debugLog = Extension(
        capability: "vnd.dovecot.debug", specification: "Pigeonhole's spec-bosch-sieve-debug",
        commands: [
            CallDefinition(
                "debug_log", parameters: [ParameterDefinition(name: "text", kind: .string)],
                making: .command { call, _, _ in call.strings(0).first.map { DebugLog(text: $0.template) } })
        ])
}

private struct DebugLog: CompiledCommand {
    let text: StringTemplate

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let text = try text.text(in: &run)
        run.note(text)
        return .proceed
    }
}
