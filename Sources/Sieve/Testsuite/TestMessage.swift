// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_message :smtp n` and `test_message :folder "name" n`: makes the n-th message that was sent, or stored
    /// there, the message; there must be one.
    static let testMessage = CallDefinition(
        "test_message", parameters: parameters, tags: tags, needs: [.messageSource],
        making: .command { call, _, _ in
            TestMessage(call).map { TestMessageCommand(message: $0, line: call.place.line) }
        })

    /// The same as a test: whether there is one.
    static let testMessageTest = CallDefinition(
        "test_message", parameters: parameters, tags: tags, needs: [.messageSource],
        making: .test { call, _, _ in TestMessage(call) })

    private static let parameters = [ParameterDefinition(name: "number of the message", kind: .number)]
    private static let tags = [
        TagDefinition("smtp", group: .messageSource),
        TagDefinition(
            "folder", group: .messageSource, parameter: ParameterDefinition(name: "name of a mailbox", kind: .string)),
    ]
}

extension TagGroup {
    fileprivate static let messageSource = TagGroup(name: "source of the message")
}

private struct TestMessage: CompiledTest {
    /// Nil for the messages that were sent.
    let folder: StringTemplate?
    /// From 0.
    let number: Int

    init?(_ call: CheckedCall) {
        guard let number = call.number(0) else { return nil }
        self.number = number
        folder = call.tag("folder")?.string?.template
    }

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let session = try run.testSession()
        if let folder {
            guard let mails = session.post.mailbox(try folder.text(in: &run)), mails.indices.contains(number) else {
                return false
            }
            session.setMessage(mails[number].bytes)
            session.input.flags = mails[number].flags
        } else {
            guard session.post.sent.indices.contains(number) else { return false }
            let sent = session.post.sent[number]
            session.setMessage(sent.bytes)
            session.input.sender = sent.sender
            session.input.recipient = sent.recipient
            session.originalRecipient = sent.recipient
        }
        run.renew(input: session.input)
        run.flags = session.input.flags
        return true
    }
}

private struct TestMessageCommand: CompiledCommand {
    let message: TestMessage
    let line: Int

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        if try message.evaluate(in: &run) { return .proceed }
        let session = try run.testSession()
        session.fail("there is no message of number \(message.number)", line: line)
        return session.isInBlock ? .failedTest : .stop
    }
}
