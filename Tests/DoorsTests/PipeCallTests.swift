// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail
import Testing

/// What the variables of delivering programs mean, and what they don't.
@Suite("pipe: arguments and environment")
struct PipeCallTests {
    private func call(
        _ recipients: [String] = [], from source: PipeCall.RecipientSource? = nil, sender: String? = nil,
        _ environment: [String: String] = [:]
    ) throws(PipeCall.Fault) -> PipeCall {
        try PipeCall(recipients: recipients, source: source, sender: sender, environment: environment)
    }

    @Test("RECIPIENT is nobody to send to unless that is asked for, and then the only one")
    func recipientOfTheEnvironment() throws {
        let environment = ["RECIPIENT": "jan+send@office.example", "ORIGINAL_RECIPIENT": "Jan+Send@office.example"]
        let forward = try call([], environment).envelope
        #expect(forward.recipients.isEmpty && forward.readsRecipientsFromHeader)
        #expect(forward.deliveredTo == ["jan+send@office.example", "Jan+Send@office.example"])
        let asked = try call([], from: .environment, environment).envelope
        #expect(asked.recipients == ["jan+send@office.example"])
        #expect(!asked.readsRecipientsFromHeader && asked.deliveredTo.isEmpty)
        let relay = try call(["piet@example.org"], environment).envelope
        #expect(relay.recipients == ["piet@example.org"])
        #expect(!relay.readsRecipientsFromHeader && relay.deliveredTo.isEmpty)
    }

    @Test("a call that lacks what it asks for is a fault, and no reason to read the recipients elsewhere")
    func lacking() {
        #expect(throws: PipeCall.Fault.self) { try call([], from: .arguments) }
        #expect(throws: PipeCall.Fault.self) { try call([], from: .environment) }
        #expect(throws: PipeCall.Fault.self) { try call([], from: .environment, ["RECIPIENT": "jan"]) }
        #expect(throws: PipeCall.Fault.self) { try call(["a@x.nl"], from: .header) }
        #expect(throws: PipeCall.Fault.self) { try call(["a@x.nl"], from: .environment, ["RECIPIENT": "b@x.nl"]) }
        #expect(throws: PipeCall.Fault.self) { try call(["a@x.nl", ""]) }
    }

    @Test(
        "the null sender has many names, and what is no address is no sender",
        arguments: [
            (nil, nil), ("", ""), ("<>", ""), ("MAILER-DAEMON", ""), ("mailer-daemon", ""), ("#@[]", ""),
            ("root", nil), ("jan@x.nl", "jan@x.nl"), ("<jan@x.nl>", "jan@x.nl"),
            ("MAILER-DAEMON@x.nl", "MAILER-DAEMON@x.nl"),
        ] as [(String?, String?)])
    func senders(text: String?, sender: String?) throws {
        #expect(try call(["a@x.nl"], sender: text).envelope.sender == sender)
        #expect(try call(["a@x.nl"], text.map { ["SENDER": $0] } ?? [:]).envelope.sender == sender)
    }

    @Test("an option stands before the environment")
    func optionFirst() throws {
        #expect(try call(sender: "jan@x.nl", ["SENDER": "piet@x.nl"]).envelope.sender == "jan@x.nl")
        #expect(try call(sender: "", ["SENDER": "piet@x.nl"]).envelope.sender == "")
        let told = try PipeCall(
            recipients: [], addressExtension: "secure", environment: ["EXTENSION": "registered"])
        #expect(told.addressExtension == "secure")
    }

    @Test(
        "the extension is what each program calls so",
        arguments: [
            (["EXTENSION": "registered"], "registered"), (["EXT": "registered"], "registered"),
            (["LOCAL_PART_SUFFIX": "-registered"], "registered"), (["LOCAL_PART_SUFFIX": "+a-b"], "a-b"),
            (["EXTENSION": ""], ""), ([:], nil),
        ] as [([String: String], String?)])
    func extensions(environment: [String: String], expected: String?) throws {
        #expect(try call([], environment).addressExtension == expected)
    }
}
