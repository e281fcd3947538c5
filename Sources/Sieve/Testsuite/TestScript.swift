// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_script_compile "file"`: whether a script beside the test compiles.
    static let testScriptCompile = CallDefinition(
        "test_script_compile", parameters: [ParameterDefinition(name: "file", kind: .string)],
        making: .test { call, _, _ in call.strings(0).first.map { TestScriptCompile(path: $0.template) } })

    /// `test_script_run`: whether the script that was compiled last runs without a fault on the present message.
    static let testScriptRun = CallDefinition(
        "test_script_run", tags: [TagDefinition("append_result")],
        making: .test { call, _, _ in TestScriptRun(appends: call.tag("append_result") != nil) })
}

private struct TestScriptCompile: CompiledTest {
    let path: StringTemplate

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let path = try path.text(in: &run)
        return try run.testSession().compile(path)
    }
}

private struct TestScriptRun: CompiledTest {
    let appends: Bool

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let session = try run.testSession()
        if !appends { session.result = TestResult() }
        session.result.collect(from: &run)
        guard let script = session.compiled else { throw run.fault(.unusableTest("no script was compiled before")) }
        return session.run(script, on: run)
    }
}
