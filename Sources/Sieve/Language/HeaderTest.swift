// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension CallDefinition {
    /// `header`: compares the values of header fields (RFC 5228, section 5.7).
    static let header = CallDefinition(
        "header",
        parameters: [
            ParameterDefinition(name: "header names", kind: .strings),
            ParameterDefinition(name: "keys", kind: .strings),
        ],
        accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            let fields = checker.fieldQuery(of: call, names: call.strings(0))
            guard let value = checker.valueTest(of: call, keys: call.strings(1)) else { return nil }
            return HeaderTest(fields: fields, value: value)
        })
}

private struct HeaderTest: CompiledTest {
    let fields: FieldQuery
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        for name in 0..<fields.count {
            for position in try fields.positions(ofName: name, in: &run) {
                let field = run.header.entries[position].field
                if try session.offer(field.value, from: field.name, in: &run) { return true }
            }
        }
        return try session.finish(in: &run)
    }
}
