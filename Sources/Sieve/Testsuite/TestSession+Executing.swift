// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Executes the actions of a test, which in Sealpost is not the language's affair: here they go into the test's post.
extension TestSession {
    /// Executes what has not been executed yet, and the implicit keep of `input`; false if something can't be done.
    ///
    /// RFC 5228, section 2.10.6: after an error the message is kept, here as it came.
    func execute(default input: ScriptInput, header: HeaderTable) -> Bool {
        clearErrors()
        var last = input
        last.header = header
        last = result.finalInput ?? last
        for entry in result.unexecuted() {
            if let problem = execute(entry) {
                addError(problem)
                let source = last.message.source
                post.store(source.bytes(in: 0..<source.count), flags: FlagList(), in: "INBOX")
                return false
            }
        }
        if result.takesImplicitKeep() { store(last, flags: last.flags, in: "INBOX") }
        return true
    }

    /// Executes one action; what kept it from being done, or nil.
    private func execute(_ entry: TestResult.Entry) -> String? {
        switch entry.action.kind {
        case .keep: store(entry.input, flags: FlagList(entry.action.flags), in: "INBOX")
        case .fileInto:
            guard post.mailbox(entry.action.argument) != nil else {
                return "failed to store into mailbox \(entry.action.argument): it does not exist"
            }
            store(entry.input, flags: FlagList(entry.action.flags), in: entry.action.argument)
        case .redirect: redirect(entry)
        case .reject: reject(entry)
        default: break
        }
        return nil
    }

    /// Puts a message into a mailbox; as Dovecot does for the tests, with a keyword that says whether something is attached.
    private func store(_ input: ScriptInput, flags: FlagList, in name: String) {
        let hasAttachment = input.bodies.entities.contains { entity in
            entity.header.contains {
                $0.isNamed("Content-Disposition") && $0.value.lowercased().hasPrefix("attachment")
            }
        }
        var flags = flags
        flags.add(hasAttachment ? "$HasAttachment" : "$HasNoAttachment")
        post.store(input.rendered, flags: flags, in: name)
    }

    private func redirect(_ entry: TestResult.Entry) {
        let input = entry.input
        let owner = userEmail ?? input.recipient
        let mark = "X-Sieve-Redirected-From"
        // A message that was here before is going round.
        let owners = [owner, input.recipient]
        if input.message.fields(named: mark).contains(where: { owners.contains($0.value) }) { return }
        let bytes = Array("\(mark): \(owner)\r\n".utf8) + input.rendered
        post.sent.append(
            TestPost.Sent(sender: redirectionSender(of: input), recipient: entry.action.argument, bytes: bytes))
    }

    private func redirectionSender(of input: ScriptInput) -> String {
        let sender = input.sender ?? ""
        guard !sender.isEmpty, let setting = settings["sieve_redirect_envelope_from"] else { return sender }
        let name = setting.split(separator: " ").joined()
        switch name {
        case "recipient": return input.recipient
        case "orig_recipient": return originalRecipient
        case "user_email": return userEmail ?? input.recipient
        default: return name.hasPrefix("<") ? EnvelopePath(name)?.mailbox ?? sender : sender
        }
    }

    private var userEmail: String? { settings["sieve_user_email"] }

    private func reject(_ entry: TestResult.Entry) {
        guard let sender = entry.input.sender, !sender.isEmpty else { return }
        let text = """
            From: Postmaster <postmaster@example.com>\r
            To: <\(sender)>\r
            Subject: Rejected\r
            Auto-Submitted: auto-replied\r
            \r
            \(entry.action.argument)\r

            """
        post.sent.append(TestPost.Sent(sender: "", recipient: sender, bytes: Array(text.utf8)))
    }
}

extension ScriptInput {
    /// The bytes of the message with the header as scripts left it.
    fileprivate var rendered: [UInt8] {
        var bytes: [UInt8] = []
        for entry in header.entries {
            if entry.isAdded {
                bytes += Array("\(entry.field.name): \(entry.field.value)\r\n".utf8)
            } else {
                bytes += message.source.bytes(in: entry.field.range)
            }
        }
        return bytes + Array("\r\n".utf8) + message.source.bytes(in: message.bodyStart..<message.source.count)
    }
}
