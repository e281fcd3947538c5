// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_result_action`: compares the names of the actions taken; with `:index`, only the one of that number.
    static let testResultAction = CallDefinition(
        "test_result_action", parameters: [ParameterDefinition(name: "keys", kind: .strings)], tags: [.testIndex],
        accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            checker.valueTest(of: call, keys: call.strings(0)).map {
                TestResultAction(index: call.tag("index")?.number, value: $0)
            }
        })

    /// `test_result_execute`: whether the actions taken can be executed, in the stores of the test.
    static let testResultExecute = CallDefinition(
        "test_result_execute", making: .test { _, _, _ in TestResultExecute() })

    /// `test_result_reset`: forgets the actions taken and the messages sent.
    static let testResultReset = CallDefinition(
        "test_result_reset", making: .command { _, _, _ in TestResultReset() })

    /// `test_result_print`: shows a person the result; a runner has nobody to show it to.
    static let testResultPrint = CallDefinition(
        "test_result_print", making: .command { _, _, _ in TestResultPrint() })
}

private struct TestResultAction: CompiledTest {
    let index: Int?
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let test = try run.testSession()
        test.result.collect(from: &run)
        var session = try value.session(in: &run)
        for (number, entry) in test.result.entries.enumerated() where index == nil || index == number + 1 {
            if try session.offer(entry.name, from: "action", in: &run) { return true }
        }
        return try session.finish(in: &run)
    }
}

private struct TestResultExecute: CompiledTest {
    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let session = try run.testSession()
        session.result.collect(from: &run)
        return session.execute(default: run.input, header: run.header)
    }
}

private struct TestResultReset: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let session = try run.testSession()
        session.result = TestResult()
        session.post.sent = []
        run.dropResult()
        return .proceed
    }
}

private struct TestResultPrint: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow { .proceed }
}
