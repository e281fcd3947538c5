// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `vnd.dovecot.testsuite`: scripts that test scripts, as Pigeonhole has them.
    ///
    /// No rule file may use it; only ``Dialect/testsuite`` has it.
    static let testsuite = Extension(
        capability: "vnd.dovecot.testsuite", specification: "Pigeonhole's src/testsuite",
        commands: [
            .test, .testFail, .testSet, .testConfigSet, .testConfigUnset, .testConfigReload, .testResultReset,
            .testResultPrint, .testMessage, .testMailboxCreate, .testMailboxDelete, .testBinarySave, .testBinaryLoad,
        ],
        tests: [
            .testScriptCompile, .testScriptRun, .testMultiscript, .testError, .testResultAction, .testResultExecute,
            .testMessageTest,
        ],
        namespaces: [
            VariableNamespace(name: "tst") { name, _ in
                guard name == "path" else { return nil }
                return .provided { run in Array((run.storage[TestSession.self]?.folder ?? "").utf8) }
            }
        ])
}
