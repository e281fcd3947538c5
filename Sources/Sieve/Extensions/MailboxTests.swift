// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `mailbox`: whether there is something of a name to file into (RFC 5490, section 3).
    ///
    /// A run makes no mailbox, so `:create` says nothing more than `fileinto` does.
    static let mailbox = Extension(
        capability: "mailbox", specification: "RFC 5490, section 3",
        tests: [
            CallDefinition(
                "mailboxexists", parameters: [ParameterDefinition(name: "names", kind: .strings)],
                making: .test { call, _, _ in MailboxExistsTest(names: call.strings(0).map(\.template)) })
        ],
        tags: [TagDefinition("create", reach: .calls(["fileinto"]))])
}

private struct MailboxExistsTest: CompiledTest {
    let names: [StringTemplate]

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        for name in names where !run.input.surroundings.mailboxes.contains(try name.text(in: &run)) { return false }
        return true
    }
}
