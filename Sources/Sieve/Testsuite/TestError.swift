// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_error`: compares the messages of what went wrong last; with `:index`, only the one of that number.
    static let testError = CallDefinition(
        "test_error", parameters: [ParameterDefinition(name: "keys", kind: .strings)], tags: [.testIndex],
        accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            checker.valueTest(of: call, keys: call.strings(0)).map {
                TestError(index: call.tag("index")?.number, value: $0)
            }
        })
}

extension TagDefinition {
    /// `:index n`, from 1.
    static let testIndex = TagDefinition("index", parameter: ParameterDefinition(name: "number", kind: .number))
}

private struct TestError: CompiledTest {
    let index: Int?
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        for (number, error) in try run.testSession().errors.enumerated() where index == nil || index == number + 1 {
            if try session.offer(error, from: "error", in: &run) { return true }
        }
        return try session.finish(in: &run)
    }
}
