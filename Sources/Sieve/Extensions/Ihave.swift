// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `ihave`: whether an extension is there, which it makes usable; `error` (RFC 5463).
    ///
    /// What is unknown is looked at by the checker, since it can stand anywhere in a script that requires this.
    static let ihave = Extension(
        capability: "ihave", specification: "RFC 5463", commands: [error], tests: [ihaveTest])

    private static let ihaveTest = CallDefinition(
        "ihave", parameters: [ParameterDefinition(name: "names of extensions", kind: .strings, isConstant: true)],
        making: .test { call, _, checker in
            let names = call.strings(0).compactMap(\.constant)
            checker.ask(for: names)
            let known = checker.registry.capabilities
            for string in call.strings(0) {
                guard let name = string.constant, !known.contains(name),
                    let near = checker.findings.nearest(to: name, in: known.sorted())
                else { continue }
                checker.findings.warning(
                    "there is no extension \"\(Findings.shown(name))\", so this is never true", at: string.range,
                    suggestion: "did you mean \"\(near)\"?")
            }
            return IhaveTest(capabilities: names, isAvailable: names.allSatisfy(checker.canEnable))
        })

    private static let error = CallDefinition(
        "error", parameters: [ParameterDefinition(name: "message", kind: .string)],
        making: .command { call, _, _ in call.strings(0).first.map { ErrorCommand(message: $0.template) } })
}

private struct IhaveTest: CompiledTest {
    let capabilities: [String]
    let isAvailable: Bool

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        if isAvailable { run.enable(capabilities) }
        return isAvailable
    }
}

private struct ErrorCommand: CompiledCommand {
    let message: StringTemplate

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        throw run.fault(.scriptError(try message.text(in: &run)))
    }
}
