// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import DKIM
import Doors
import Foundation
import Ledgers
import Mail
import Sandbox
import Statuses
import TestSupport
import Testing

@testable import MailFlow

/// What became of sent mails, from the service to the notices.
@Suite("following sent mails") struct FollowingTests {
    private static func fault(_ kind: Fault.Kind) -> Fault { Fault(kind, on: .send) }

    @Test("each event that the service reports is told once, and after a final one nothing is asked")
    func asked() async throws {
        let office = try await StatusOffice()
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        let token = try #require(await office.sandbox.tickets.first?.token)
        #expect(try office.progress() == .announced)
        #expect(try office.told().sorted() == ["announced", "reported", "sent"])
        try await office.sandbox.advance(ticket: token, to: .reminded)
        try await office.pass()
        try await office.pass()
        #expect(try office.told().filter { $0 == "reminded" }.count == 1)
        try await office.sandbox.advance(ticket: token, to: .accepted)
        try await office.pass()
        #expect(try office.progress() == .accepted)
        try await office.sandbox.advance(ticket: token, to: .expired, forced: true)
        try await office.pass()
        // Nobody asked any more.
        #expect(try office.told().sorted() == ["accepted", "announced", "reminded", "reported", "sent"])
        #expect(try office.office.states() == [.sent])
        let accepted = try #require(
            try office.office.notices().first { $0.value(of: "X-Sealpost-State") == "accepted" })
        #expect(accepted.subject == "Accepted: registered letter")
        #expect(accepted.flatText.contains("9003 Aangetekende mail geaccepteerd"))
        #expect(accepted.flatText.contains("asked over a secured connection"))
        let source = String(decoding: accepted.source.bytes(in: 0..<accepted.source.count), as: UTF8.self)
        #expect(source.contains("\nX-Sealpost-ETSI-Event: ConsignmentAcceptance\n"))
        #expect(accepted.value(of: "In-Reply-To") != nil)
    }

    @Test("which events are told is a setting, and the log has them all")
    func toldOf() async throws {
        let office = try await StatusOffice(more: "[statuses]\nnotices = [\"accepted\"]")
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        #expect(try office.told() == ["sent"])
        #expect(try office.reports().map(\.event) == [nil, .announced])
    }

    @Test("a ticket page's button leads to the state and the notice")
    func button() async throws {
        let office = try await StatusOffice()
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        let token = try #require(await office.sandbox.tickets.first?.token)
        let url = "\(office.sandbox.url)/webservice/dashboard/?ticket_token=\(token)&action=refuse&lang=nl"
        let answer = try await HTTPClient().send(HTTPRequest(.post, try Endpoint(url)))
        #expect(answer.status == 303)
        try await office.pass()
        #expect(try office.progress() == .declined)
        #expect(try office.told().contains("declined"))
    }

    @Test("a service that can't be asked changes nothing, and is asked again")
    func unreachable() async throws {
        let office = try await StatusOffice()
        try office.office.drop(office.office.mail("registered letter"))
        try office.write(password: "wrong")
        try await office.pass()
        #expect(try office.reports().isEmpty)
        try office.write(password: "demo")
        try await office.pass()
        #expect(try office.progress() == .announced)
    }

    // MARK: Mails

    @Test("a genuine mail changes the state, and a forged one changes nothing and is told of as unverified")
    func mails() async throws {
        let office = try await StatusOffice(asks: false)
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        let token = try #require(await office.sandbox.tickets.first?.token)
        for signer in [nil, StatusOffice.forger] {
            try office.receive("It is accepted", body: office.link(token), signer: signer)
        }
        try office.receive("It is accepted", from: "status@other.example", body: office.link(token))
        try await office.pass()
        #expect(try office.progress() == nil)
        #expect(try office.told() == ["sent", "unverified"])
        #expect(try office.reports().map(\.event) == [.accepted, .accepted])
        #expect(try office.office.notices().contains { $0.flatText.contains("Known by: nothing: ") })
        try office.receive("It is announced", body: office.link(token))
        try await office.pass()
        #expect(try office.progress() == .announced)
        try office.receive("It is accepted", body: office.link(token))
        try await office.pass()
        #expect(try office.progress() == .accepted)
        #expect(try office.told() == ["sent", "unverified", "announced", "accepted"])
        #expect(office.office.folder.names(in: "inbox/new").count == 5)
    }

    @Test("a mail that can't be judged yet is looked at again after pauses that grow")
    func lookedAtAgain() async throws {
        let office = try await StatusOffice(asks: false)
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        let token = try #require(await office.sandbox.tickets.first?.token)
        try office.receive("It is accepted", body: office.link(token))
        let (questions, uptime) = (CallLog(), Uptime())
        var mailbox = try office.office.mailbox()
        mailbox.statuses.inboxes[0].check = GenuinenessCheck(keys: NoKeys(asked: questions))
        mailbox.clock = { Moment(wall: .now(), uptime: uptime.seconds) }
        let following = Following(mailbox)
        var asked: [Int] = []
        for pause in [0.0, 29, 1, 59, 1, 119, 1] {
            uptime.advance(by: pause)
            await following.look { true }
            asked.append(questions.calls.count)
        }
        #expect(asked == [1, 1, 2, 2, 3, 3, 4])
        // Meanwhile a new one is looked at at once.
        try office.receive("It is announced", body: office.link(token))
        await following.look { true }
        #expect(questions.calls.count == 5)
        #expect(try office.reports().isEmpty)
    }

    @Test("what the service and its mail both say is told once")
    func bothSources() async throws {
        let office = try await StatusOffice()
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        let token = try #require(await office.sandbox.tickets.first?.token)
        try office.receive("It is announced", body: office.link(token))
        try await office.pass()
        #expect(try office.told().filter { $0 == "announced" }.count == 1)
        #expect(try office.reports().filter { $0.event == .announced }.map(\.origin) == [.xml, .mail])
    }

    @Test("a mail that names two tickets means neither surely")
    func twoTickets() async throws {
        let office = try await StatusOffice(asks: false)
        try office.office.drop(office.office.mail("registered letter"))
        try await office.pass()
        let token = try #require(await office.sandbox.tickets.first?.token)
        try office.receive("It is accepted", body: office.link("K.mine") + "\n" + office.link(token))
        try await office.pass()
        #expect(try office.progress() == nil)
        #expect(try office.told() == ["sent", "unverified"])
    }

    @Test("a mail that came before its ticket was known waits for it")
    func early() async throws {
        let office = try await StatusOffice(asks: false)
        try office.office.drop(office.office.mail("registered letter", to: "first@example.org"))
        try await office.pass()
        try office.receive("It is accepted", body: office.link("K.late"))
        try await office.pass()
        #expect(try office.reports().isEmpty)
        await office.sandbox.fault(Self.fault(.dropAfter))
        try office.office.drop(office.office.mail("registered, another", to: "second@example.org"))
        try await office.pass()
        let id = try #require(try office.office.ids().last)
        #expect(
            try office.office.mailbox().ledger.apply(.wasSent("K.late"), to: id, recipient: nil, at: .now()) == 1)
        try await office.pass()
        #expect(try office.reports().map(\.event) == [.accepted])
    }

    @Test("secure mail: what could not be delivered, and what waits for a phone number")
    func secure() async throws {
        let office = try await StatusOffice()
        try office.office.drop(office.office.mail("secure figures of May", to: "piet@example.org, kees@example.org"))
        try await office.pass()
        #expect(try office.office.states() == [.sent, .sent])
        let from = "post@secure.mail.example"
        try office.receive(
            "Notification", from: from, body: "\"secure figures of May\" to piet@example.org could not be delivered.",
            signer: StatusOffice.secureService)
        try office.receive(
            "Notification", from: from,
            body: "Please register a phone number of <kees@example.org> for secure figures of May.",
            signer: StatusOffice.secureService)
        try office.receive("Notification", from: from, body: "Your mail to nobody@example.org could not be delivered.")
        try await office.pass()
        let standing = try #require(try office.office.mailbox().ledger.standings(includingFinished: true).first)
        #expect(standing.recipients.map { standing.progress(of: $0).event } == [.undeliverable, .actionNeeded])
        #expect(Set(try office.told()) == ["sent", "undeliverable", "action-needed"])
    }

    // MARK: Uncertain ones

    /// A mail that was taken, and whose answer never came.
    private func uncertain(_ office: StatusOffice, _ subject: String = "registered letter of May") async throws
        -> String
    {
        await office.sandbox.fault(Self.fault(.dropAfter))
        // No two are the same letter, or the second would be held as a duplicate.
        let body = "Dear Piet,\n\nGoodbye. \(await office.sandbox.tickets.count)\n"
        try office.office.drop(office.office.mail(subject, body: body))
        try await office.pass()
        #expect(try office.office.states().last == .uncertain)
        return try #require(await office.sandbox.tickets.last?.token)
    }

    @Test("a ticket that is surely an uncertain mail's ends the uncertainty, by the service's own status")
    func resolvedByStatus() async throws {
        let office = try await StatusOffice()
        let token = try await uncertain(office)
        // Not even signed: it is but a hint, and the service is asked.
        try office.receive("Your mail", body: office.link(token), signer: nil)
        try await office.pass()
        #expect(try office.office.states() == [.uncertain])
        try office.receive(
            "registered letter of May", body: "To piet@example.org. " + office.link(token), signer: nil)
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        let recipient = try #require(
            try office.office.mailbox().ledger.standings(includingFinished: true).first?.recipients.first)
        #expect(recipient.ticket?.token == token)
        try await office.pass()
        #expect(try office.progress() == .announced)
        #expect(try office.told().first == "uncertain" && office.told().contains("sent"))
        #expect(await office.sandbox.accepted(at: .send).count == 1)
    }

    @Test("where the service can't be asked, a genuine mail with recipient and subject is proof")
    func resolvedByMail() async throws {
        let office = try await StatusOffice(asks: false)
        let token = try await uncertain(office)
        try office.receive(
            "It is announced", body: "registered letter of May, to piet@example.org. " + office.link(token))
        try await office.pass()
        #expect(try office.office.states() == [.sent])
        #expect(try office.progress() == .announced)
    }

    @Test("what is not surely its ticket leaves it held, and the notice names the candidate", arguments: 0...3)
    func candidates(number: Int) async throws {
        let office = try await StatusOffice(asks: false)
        let token = try await uncertain(office)
        let body = "registered letter of May, to piet@example.org. " + office.link(token)
        switch number {
        case 0: try office.receive("It is announced", body: body, signer: nil)
        case 1: try office.receive("It is announced", body: body, signer: StatusOffice.forger)
        case 2: try office.receive("It is announced", body: body, at: .now().advanced(bySeconds: 86_400))
        default:
            _ = try await uncertain(office)
            try office.receive("It is announced", body: body)
        }
        try await office.pass()
        #expect(try Set(office.office.states()) == [.uncertain])
        let notice = try #require(
            try office.office.notices().first { $0.value(of: "X-Sealpost-State") == "unverified" })
        #expect(notice.flatText.contains("the ticket may be this mail's"))
        #expect(String(decoding: notice.source.bytes(in: 0..<notice.source.count), as: UTF8.self).contains(token))
    }

    @Test("a ticket that may be that of a mail which a person has ended is nobody's surely")
    func endedByPerson() async throws {
        let office = try await StatusOffice(asks: false)
        let token = try await uncertain(office)
        let id = try #require(try office.office.ids().first)
        #expect(try office.office.mailbox().ledger.apply(.cancel, to: id, recipient: nil, at: .now()) == 1)
        _ = try await uncertain(office)
        try office.receive(
            "It is announced", body: "registered letter of May, to piet@example.org. " + office.link(token))
        try await office.pass()
        #expect(try office.office.states() == [.cancelled, .uncertain])
        let notice = try #require(
            try office.office.notices().first { $0.value(of: "X-Sealpost-State") == "unverified" })
        #expect(notice.flatText.contains(id))
    }

    @Test("the status of a ticket that a person gave is another mail's where it names another recipient")
    func mistyped() async throws {
        let office = try await StatusOffice()
        let token = try await uncertain(office)
        await office.sandbox.fault(Self.fault(.dropAfter))
        try office.office.drop(office.office.mail("registered, another", to: "second@example.org"))
        try await office.pass()
        let id = try #require(try office.office.ids().last)
        #expect(try office.office.mailbox().ledger.apply(.wasSent(token), to: id, recipient: nil, at: .now()) == 1)
        try await office.sandbox.advance(ticket: token, to: .accepted)
        try await office.pass()
        let standing = try #require(try office.office.mailbox().ledger.standing(of: id))
        #expect(standing.progress(of: standing.recipients[0]).event == nil)
        #expect(standing.reports.allSatisfy { !$0.report.genuineness.isProven } && !standing.reports.isEmpty)
    }

    @Test("the notice of a found ticket doesn't say that the service took the mail at that time")
    func foundLater() async throws {
        let office = try await StatusOffice(asks: false)
        let token = try await uncertain(office)
        try office.receive(
            "It is announced", body: "registered letter of May, to piet@example.org. " + office.link(token))
        try await office.pass()
        let notice = try #require(try office.office.notices().first { $0.value(of: "X-Sealpost-State") == "sent" })
        #expect(!notice.flatText.contains("service took this mail"))
        #expect(notice.flatText.contains("ticket was found"))
    }

    @Test("a ticket of before the request, or of another recipient or subject, is none of its", arguments: 0...2)
    func strangers(number: Int) async throws {
        let office = try await StatusOffice(asks: false)
        let token = try await uncertain(office)
        switch number {
        case 0:
            try office.receive(
                "It is announced", body: "registered letter of May, to piet@example.org. " + office.link(token),
                at: .now().advanced(bySeconds: -86_400))
        case 1:
            try office.receive(
                "It is announced", body: "registered letter of May, to xpiet@example.org. " + office.link(token))
        default:
            try office.receive(
                "It is announced", body: "registered letter of April, to piet@example.org. " + office.link(token))
        }
        try await office.pass()
        #expect(try office.office.states() == [.uncertain])
        #expect(try office.told() == ["uncertain"])
    }
}

/// A resolver that nobody answers.
private struct NoKeys: DKIMKeySource {
    let asked: CallLog

    func records(at name: String) throws(DKIMKeyFault) -> [String] {
        asked.add(name)
        throw DKIMKeyFault("no answer")
    }
}

/// A clock that goes on only when it is told to.
private final class Uptime: @unchecked Sendable {
    // NSLock guards the number; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var number = 1000.0

    var seconds: Double { lock.withLock { number } }

    func advance(by seconds: Double) { lock.withLock { number += seconds } }
}
