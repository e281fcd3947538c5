// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `fileinto`: files the message into what its argument names (RFC 5228, section 4.1).
    static let fileInto = Extension(
        capability: "fileinto", specification: "RFC 5228, section 4.1",
        commands: [
            CallDefinition(
                "fileinto", parameters: [ParameterDefinition(name: "name", kind: .string)],
                making: .command { call, _, checker in
                    call.strings(0).first.map {
                        FileInto(name: $0.template, modifiers: checker.actionModifiers(of: call))
                    }
                })
        ])
}

private struct FileInto: CompiledCommand {
    let name: StringTemplate
    let modifiers: [any ActionModifier]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let name = try name.text(in: &run)
        try run.take(.fileInto, name, modifiers: modifiers)
        return .proceed
    }
}
