// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `test_mailbox_create "name"`: makes a mailbox in the store of the test.
    static let testMailboxCreate = CallDefinition(
        "test_mailbox_create", parameters: [ParameterDefinition(name: "name of a mailbox", kind: .string)],
        making: .command { call, _, _ in call.strings(0).first.map { TestMailbox(name: $0.template, creates: true) } })

    /// `test_mailbox_delete "name"`: takes it away, with the messages in it.
    static let testMailboxDelete = CallDefinition(
        "test_mailbox_delete", parameters: [ParameterDefinition(name: "name of a mailbox", kind: .string)],
        making: .command { call, _, _ in call.strings(0).first.map { TestMailbox(name: $0.template, creates: false) } })
}

private struct TestMailbox: CompiledCommand {
    let name: StringTemplate
    let creates: Bool

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let name = try name.text(in: &run)
        let session = try run.testSession()
        if creates { session.post.create(name) } else { session.post.delete(name) }
        return .proceed
    }
}

extension Extension {
    /// `mailbox` (RFC 5490), on the store of the test: other tests need it to have somewhere to file into.
    static let testMailboxes = Extension(
        capability: "mailbox", specification: "RFC 5490, section 3",
        tests: [
            CallDefinition(
                "mailboxexists", parameters: [ParameterDefinition(name: "names of mailboxes", kind: .strings)],
                making: .test { call, _, _ in MailboxExists(names: call.strings(0).map(\.template)) })
        ],
        tags: [TagDefinition("create", reach: .calls(["fileinto"]), effect: .action { _ in MailboxCreation() })])
}

private struct MailboxExists: CompiledTest {
    let names: [StringTemplate]

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let session = try run.testSession()
        for name in names where session.post.mailbox(try name.text(in: &run)) == nil { return false }
        return true
    }
}

/// Makes the mailbox at once; a test can't tell that from making it when the message is filed.
private struct MailboxCreation: ActionModifier {
    func modify(_ action: inout Action, in run: inout Run) throws(ScriptFault) {
        try run.testSession().post.create(action.argument)
    }
}
