// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `allof`: whether all of its tests are true; the first false one ends it (RFC 5228, section 5.2).
    static let allOf = CallDefinition("allof", tests: .list, making: .test { _, parts, _ in AllOf(tests: parts.tests) })

    /// `anyof`: whether one of its tests is true; the first true one ends it (RFC 5228, section 5.3).
    static let anyOf = CallDefinition("anyof", tests: .list, making: .test { _, parts, _ in AnyOf(tests: parts.tests) })

    /// `not`: whether its test is false (RFC 5228, section 5.8).
    static let not = CallDefinition(
        "not", tests: .one,
        making: .test { _, parts, _ in parts.tests.first.map { Not(test: $0) } })

    /// `true` (RFC 5228, section 5.10).
    static let `true` = CallDefinition("true", making: .test { _, _, _ in Constant(value: true) })

    /// `false` (RFC 5228, section 5.6).
    static let `false` = CallDefinition("false", making: .test { _, _, _ in Constant(value: false) })
}

private struct AllOf: CompiledTest {
    let tests: [PlacedTest]

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        for test in tests where try !run.evaluate(test) { return false }
        return true
    }
}

private struct AnyOf: CompiledTest {
    let tests: [PlacedTest]

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        for test in tests where try run.evaluate(test) { return true }
        return false
    }
}

private struct Not: CompiledTest {
    let test: PlacedTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool { try !run.evaluate(test) }
}

private struct Constant: CompiledTest {
    let value: Bool

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool { value }
}
