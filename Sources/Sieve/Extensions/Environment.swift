// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `environment`: compares what the surroundings say of the place where the script runs (RFC 5183).
    static let environment = Extension(
        capability: "environment", specification: "RFC 5183",
        tests: [
            CallDefinition(
                "environment",
                parameters: [
                    ParameterDefinition(name: "name of an item", kind: .string),
                    ParameterDefinition(name: "keys", kind: .strings),
                ],
                accepts: [.comparator, .matchType],
                making: .test { call, _, checker in
                    guard let name = call.strings(0).first,
                        let value = checker.valueTest(of: call, keys: call.strings(1))
                    else { return nil }
                    if let constant = name.constant?.lowercased(), !EnvironmentTest.items.contains(constant),
                        let near = checker.findings.nearest(to: constant, in: EnvironmentTest.items.sorted())
                    {
                        checker.findings.warning(
                            "there is no item \"\(Findings.shown(constant))\", so this is never true", at: name.range,
                            suggestion: "did you mean \"\(near)\"?")
                    }
                    return EnvironmentTest(name: name.template, value: value)
                })
        ])
}

private struct EnvironmentTest: CompiledTest {
    /// Those of RFC 5183, section 4.1, and Sealpost's own.
    static let items: Set<String> = [
        "domain", "host", "location", "name", "phase", "remote-host", "remote-ip", "version", "vnd.sealpost.door",
        "vnd.sealpost.extension",
    ]

    let name: StringTemplate
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let name = try name.text(in: &run).lowercased()
        // RFC 5183, section 4: an item that isn't there matches nothing, its number included.
        guard let item = run.input.surroundings.environment[name] else { return false }
        var session = try value.session(in: &run)
        // The empty string counts as none.
        if !item.isEmpty || !session.countsValues, try session.offer(item, from: name, in: &run) { return true }
        return try session.finish(in: &run)
    }
}
