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

    /// `test_multiscript`: whether several scripts run one after the other, and can be executed.
    ///
    /// As with rule files, each sees the header as the one before it left it, and the first that takes an action ends it.
    static let testMultiscript = CallDefinition(
        "test_multiscript", parameters: [ParameterDefinition(name: "files", kind: .strings)],
        making: .test { call, _, _ in TestMultiscript(paths: call.strings(0).map(\.template)) })

    /// `test_binary_save "name"`: puts the script that was compiled last by.
    static let testBinarySave = binary("test_binary_save", loads: false)

    /// `test_binary_load "name"`: takes one that was put by.
    static let testBinaryLoad = binary("test_binary_load", loads: true)

    private static func binary(_ name: String, loads: Bool) -> CallDefinition {
        CallDefinition(
            name, parameters: [ParameterDefinition(name: "name", kind: .string)],
            making: .command { call, _, _ in
                call.strings(0).first.map { TestBinary(name: $0.template, loads: loads, line: call.place.line) }
            })
    }
}

private struct TestScriptCompile: CompiledTest {
    let path: StringTemplate

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let path = try path.text(in: &run)
        return try run.testSession().compile(path, in: run)
    }
}

private struct TestScriptRun: CompiledTest {
    let appends: Bool

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let session = try run.testSession()
        if !appends { session.result = TestResult() }
        session.result.collect(from: &run)
        return try session.run(on: run)
    }
}

private struct TestMultiscript: CompiledTest {
    let paths: [StringTemplate]

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let session = try run.testSession()
        session.result = TestResult()
        run.dropResult()
        for path in paths {
            let path = try path.text(in: &run)
            guard try session.compile(path, in: run), try session.run(on: run, following: true) else { return false }
            if session.result.isDecided { break }
        }
        return session.execute(default: run.input, header: run.header)
    }
}

private struct TestBinary: CompiledCommand {
    let name: StringTemplate
    let loads: Bool
    let line: Int

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let session = try run.testSession()
        let name = try name.text(in: &run)
        guard loads else {
            session.save(as: name)
            return .proceed
        }
        if session.load(name) { return .proceed }
        session.fail("there is no script \(name)", line: line)
        return session.isInBlock ? .failedTest : .stop
    }
}
