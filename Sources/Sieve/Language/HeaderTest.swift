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
            let reading = checker.fieldReading(of: call)
            guard let value = checker.valueTest(of: call, keys: call.strings(1)) else { return nil }
            return HeaderTest(fields: fields, reading: reading, value: value)
        })
}

private struct HeaderTest: CompiledTest {
    let fields: FieldQuery
    let reading: (any FieldReading)?
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        let isFound = try fields.contains(in: &run) { field, origin, run throws(ScriptFault) in
            guard let reading else { return try session.offer(field.value, from: origin, in: &run) }
            for value in try reading.values(of: field, in: &run) {
                if try session.offer(value, from: origin, in: &run) { return true }
            }
            return false
        }
        if isFound { return true }
        return try session.finish(in: &run)
    }
}
