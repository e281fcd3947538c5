// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_set`: gives the message, or a part of the envelope, another value.
    static let testSet = CallDefinition(
        "test_set",
        parameters: [
            ParameterDefinition(name: "what to set", kind: .string, isConstant: true),
            ParameterDefinition(name: "value", kind: .string),
        ],
        making: .command { call, _, checker in
            guard let name = call.strings(0).first, let value = call.strings(1).first else { return nil }
            guard let object = TestSet.Object(rawValue: name.constant?.lowercased() ?? "") else {
                checker.findings.error("test_set can't set \"\(name.constant ?? "")\"", at: name.range)
                return nil
            }
            return TestSet(object: object, value: value.template)
        })
}

private struct TestSet: CompiledCommand {
    enum Object: String {
        case message
        case sender = "envelope.from"
        case recipient = "envelope.to"
        case originalRecipient = "envelope.orig_to"
        case user = "envelope.auth"
    }

    let object: Object
    let value: StringTemplate

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let session = try run.testSession()
        let value = try value.expanded(in: &run)
        let text = String(decoding: value, as: UTF8.self)
        switch object {
        case .message: session.setMessage(value)
        case .sender: session.input.sender = EnvelopePath(text)?.mailbox
        case .recipient:
            session.input.recipient = EnvelopePath(text)?.mailbox ?? ""
            session.originalRecipient = session.input.recipient
        case .originalRecipient: session.originalRecipient = EnvelopePath(text)?.mailbox ?? ""
        case .user: session.input.user = text
        }
        run.renew(input: session.input)
        if object == .message { run.flags = session.input.flags }
        return .proceed
    }
}
