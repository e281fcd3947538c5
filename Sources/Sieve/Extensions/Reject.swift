// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `reject`: refuses the message with a reason (RFC 5429, section 2.2).
    static let reject = Extension(
        capability: "reject", specification: "RFC 5429", commands: [.refusing("reject")])

    /// `ereject`: the same, at the protocol level where that can be (RFC 5429, section 2.1).
    static let ereject = Extension(
        capability: "ereject", specification: "RFC 5429", commands: [.refusing("ereject")])
}

extension CallDefinition {
    /// Both commands are one here: who wrote the message is told by a notice either way.
    fileprivate static func refusing(_ name: String) -> CallDefinition {
        CallDefinition(
            name, parameters: [ParameterDefinition(name: "reason", kind: .string)],
            making: .command { call, _, _ in call.strings(0).first.map { Reject(reason: $0.template) } })
    }
}

private struct Reject: CompiledCommand {
    let reason: StringTemplate

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let reason = try reason.text(in: &run)
        try run.take(.reject, reason)
        return .proceed
    }
}
