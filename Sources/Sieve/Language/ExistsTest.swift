// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `exists`: whether all the header fields named are there (RFC 5228, section 5.5).
    static let exists = CallDefinition(
        "exists", parameters: [ParameterDefinition(name: "header names", kind: .strings)],
        making: .test { call, _, checker in
            ExistsTest(fields: checker.fieldQuery(of: call, names: call.strings(0)))
        })
}

private struct ExistsTest: CompiledTest {
    let fields: FieldQuery

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        try fields.containsAll(in: &run)
    }
}
