// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `variables`: `set`, the test `string`, `${name}` in strings, and what wildcards stood for (RFC 5229).
    ///
    /// References in strings are found by the checker, since every string of every call can hold them.
    static let variables = Extension(
        capability: "variables", specification: "RFC 5229", commands: [set], tests: [string],
        changesStrings: true)

    private static let set = CallDefinition(
        "set",
        parameters: [
            ParameterDefinition(name: "name", kind: .string, isConstant: true),
            ParameterDefinition(name: "value", kind: .string),
        ],
        tags: VariableTarget.modifiers,
        making: .command { call, _, checker in
            guard let name = call.strings(0).first, let value = call.strings(1).first,
                let target = VariableTarget(name, modifiers: call.tags, in: &checker)
            else { return nil }
            return SetCommand(target: target, value: value.template)
        })

    private static let string = CallDefinition(
        "string",
        parameters: [
            ParameterDefinition(name: "source strings", kind: .strings),
            ParameterDefinition(name: "keys", kind: .strings),
        ],
        accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            checker.valueTest(of: call, keys: call.strings(1)).map {
                StringTest(sources: call.strings(0).map(\.template), value: $0)
            }
        })
}

private struct SetCommand: CompiledCommand {
    let target: VariableTarget
    let value: StringTemplate

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        try target.assign(try value.expanded(in: &run), in: &run)
        return .proceed
    }
}

private struct StringTest: CompiledTest {
    let sources: [StringTemplate]
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        for source in sources {
            let text = try source.expanded(in: &run)
            // RFC 5229, section 5: the empty string counts as none for `:count`.
            if text.isEmpty, session.countsValues { continue }
            if try session.offer(text.span, from: "string", in: &run) { return true }
        }
        return try session.finish(in: &run)
    }
}
