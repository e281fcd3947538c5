// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `keep`: delivers as if there were no script (RFC 5228, section 4.3).
    static let keep = CallDefinition(
        "keep", making: .command { call, _, checker in Keep(modifiers: checker.actionModifiers(of: call)) })
}

private struct Keep: CompiledCommand {
    let modifiers: [any ActionModifier]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        try run.take(.keep, modifiers: modifiers)
        return .proceed
    }
}
