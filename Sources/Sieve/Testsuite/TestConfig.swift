// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_config_set "key" "value"`: changes a setting.
    static let testConfigSet = CallDefinition(
        "test_config_set",
        parameters: [
            ParameterDefinition(name: "setting", kind: .string), ParameterDefinition(name: "value", kind: .string),
        ],
        making: .command { call, _, _ in
            guard let key = call.strings(0).first, let value = call.strings(1).first else { return nil }
            return TestConfig(key: key.template, value: value.template)
        })

    /// `test_config_unset "key"`: gives a setting its first value again.
    static let testConfigUnset = CallDefinition(
        "test_config_unset", parameters: [ParameterDefinition(name: "setting", kind: .string)],
        making: .command { call, _, _ in call.strings(0).first.map { TestConfig(key: $0.template, value: nil) } })

    /// `test_config_reload`: lets settings take effect, which here they do at once.
    static let testConfigReload = CallDefinition(
        "test_config_reload",
        tags: [TagDefinition("extension", parameter: ParameterDefinition(name: "extension", kind: .string))],
        making: .command { _, _, _ in TestConfigReload() })
}

private struct TestConfig: CompiledCommand {
    let key: StringTemplate
    /// Nil to unset.
    let value: StringTemplate?

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let key = try key.text(in: &run)
        var text: String?
        if let value { text = try value.text(in: &run) }
        let session = try run.testSession()
        session.settings[key] = text
        session.input.surroundings = session.configuredSurroundings
        run.renew(surroundings: session.input.surroundings)
        var limits = run.limits
        limits.variableSize = session.limits.variableSize
        run.renew(limits: limits)
        return .proceed
    }
}

private struct TestConfigReload: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow { .proceed }
}
