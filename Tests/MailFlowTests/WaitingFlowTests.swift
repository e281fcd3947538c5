// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledgers
import Mail
import MailFlow
import Sandbox
import TestSupport
import Testing

/// Mail that has to wait: told of, kept back with all of its account, and in nobody else's way.
@Suite struct WaitingFlowTests {
    /// A pass that has every waiting mail be late.
    private func latePass(_ office: Office) async throws {
        var mailbox = try office.mailbox()
        mailbox.retry.delayNotice = 0
        await Flow(mailbox).pass()
    }

    @Test(
        "a sender is told once that a mail is late, unless asked not to",
        arguments: [(nil, true), (.delay, true), ([.failure, .delay], true), (.never, false), (.failure, false)]
            as [(NotifyConditions?, Bool)])
    func delay(conditions: NotifyConditions?, isTold: Bool) async throws {
        let office = try await Office()
        await office.sandbox.fault(.throttle(retryAfter: "600", on: .send))
        var envelope = Envelope(sender: "jan@office.example", recipients: ["piet@example.org"])
        envelope.notification.conditions = conditions
        try office.submit(office.mail("registered letter"), envelope)
        try await office.pass()
        #expect(try office.notices().isEmpty)
        for _ in 0..<3 { try await latePass(office) }
        #expect(try office.states() == [.deferred])
        let notices = try office.notices()
        #expect(notices.map(\.subject) == (isTold ? ["Delayed: registered letter"] : []))
        guard let notice = notices.first else { return }
        #expect(notice.flatText.contains("goes on trying, by the route \"registered\""))
        #expect(notice.flatText.contains("Tried until:"))
        let text = try #require(
            try office.folder.names(in: "notices/new").first.map { try office.folder.text("notices/new/\($0)") })
        #expect(text.contains("\nAction: delayed\nStatus: 4.4.5\n"))
        #expect(text.contains("\nWill-Retry-Until: "))
        #expect(text.contains("\nX-Sealpost-State: delayed\n"))
    }

    @Test(
        "a delay is told of also where another attempt was in vain before anybody looked, and not once the mail is sent"
    )
    func delayThenAttempt() async throws {
        for isSent in [false, true] {
            let office = try await Office()
            await office.sandbox.fault(.throttle(retryAfter: "600", on: .send, times: isSent ? 1 : 2))
            try office.drop(office.mail("registered letter"))
            try await office.pass()
            let mailbox = try office.mailbox()
            #expect(try mailbox.ledger.judgeWaiting(RetrySchedule(delayNotice: 0), limit: 9, at: .now()) == 1)
            let id = try #require(try office.ids().first)
            #expect(try mailbox.ledger.apply(.retry, to: id, recipient: nil, at: .now()) == 1)
            try await office.pass()
            let subject = isSent ? "Handed over: registered letter" : "Delayed: registered letter"
            #expect(try office.notices().map(\.subject) == [subject])
        }
    }

    @Test("too many requests on one route keeps back the other routes of the account, also in the next process")
    func wholeAccount() async throws {
        let office = try await Office()
        await office.sandbox.fault(.throttle(retryAfter: "600", on: .send))
        try office.folder.write("config.toml", office.settings().replacing("poll = ", with: "concurrency = 1\npoll = "))
        try office.drop(office.mail("registered letter"))
        try await office.pass()
        try office.drop(office.mail("secure letter"))
        for _ in 0..<2 { try await office.pass() }
        #expect(try office.states() == [.deferred, .decided])
        #expect(await office.sandbox.arrivals(at: .message) == 0)
        let conditions = try office.mailbox().ledger.conditions(at: .now())
        #expect(Set(conditions.filter { $0.value.pause != nil }.keys.map(\.rawValue)) == ["registered", "secure"])
    }

    @Test("two accounts in the settings with the same credentials are one", arguments: [true, false])
    func sameCredentials(isSame: Bool) async throws {
        let office = try await Office()
        let settings = office.settings(
            more: """
                account = "twin"
                [account.twin]
                token_url = "\(office.sandbox.url)/oauth/client_credential/accesstoken?grant_type=client_credentials"
                client_id = "\(isSame ? "demo" : "other")"
                client_secret_file = "secret"
                """)
        try office.folder.write("config.toml", settings)
        let ways = try office.mailbox().ways
        #expect(ways[RouteName("registered")]?.account == "kpn")
        #expect(ways[RouteName("secure")]?.account == (isSame ? "kpn" : "twin"))
    }

    @Test("a quota that is used up keeps the account back before a request fails, and is known afterwards")
    func usedUp() async throws {
        let office = try await Office()
        await office.sandbox.setQuota(Quota(limit: 2, interval: 1, unit: .hour))
        try office.folder.write("config.toml", office.settings().replacing("poll = ", with: "concurrency = 1\npoll = "))
        for number in 1...4 { try office.drop(office.mail("registered letter \(number)")) }
        for _ in 0..<2 { try await office.pass() }
        #expect(try office.states().sorted { $0.rawValue < $1.rawValue } == [.decided, .decided, .sent, .sent])
        #expect(await office.sandbox.arrivals(at: .send) == 2)
        let condition = try #require(try office.mailbox().ledger.conditions(at: .now())[RouteName("registered")])
        #expect(condition.quota?.used == 2 && condition.quota?.limit == 2)
        #expect(condition.pause?.until == condition.quota?.reset)
    }

    /// Runs a pass in which requests hang for good, waits until the sandbox has what is wanted, and ends the hanging ones.
    private func passWhileHanging(_ office: Office, until isThere: ([AcceptedRequest]) -> Bool) async throws
        -> [AcceptedRequest]
    {
        let mailbox = try office.mailbox()
        let pass = Task { await Flow(mailbox).pass() }
        var arrived: [AcceptedRequest] = []
        repeat {
            try await Task.sleep(for: .milliseconds(20))
            arrived = await office.arrived()
        } while !isThere(arrived)
        await office.sandbox.stop()
        await pass.value
        return arrived
    }

    private func hang(on endpoint: Endpoint, to recipient: String? = nil) -> Fault {
        var fault = Fault(.none, on: endpoint, to: recipient, times: 1000)
        fault.delay = 86_400
        return fault
    }

    @Test("slow recipients of one mail leave a place to other mails of the same account", .timeLimit(.minutes(5)))
    func slowRecipients() async throws {
        let office = try await Office()
        try office.folder.write(
            "config.toml", office.settings().replacing("poll = ", with: "account_concurrency = 3\npoll = "))
        let slow = (1...5).map { "slow\($0)@example.org" }
        for address in slow { await office.sandbox.fault(hang(on: .send, to: address)) }
        try office.drop(office.mail("registered circular", to: slow.joined(separator: ", ")))
        try await office.enterOnly()
        for number in 1...3 { try office.drop(office.mail("registered letter", to: "quick\(number)@example.org")) }
        let arrived = try await passWhileHanging(office) { requests in
            requests.filter { $0.recipients[0].hasPrefix("quick") }.count == 3
        }
        #expect(arrived.filter { $0.recipients[0].hasPrefix("slow") }.count == 2)
    }

    @Test("a slow route that has taken all places holds up no other route", .timeLimit(.minutes(5)))
    func slowRoute() async throws {
        let office = try await Office()
        let settings = office.settings(
            more: """
                account = "other"
                [account.other]
                token_url = "\(office.sandbox.url)/oauth/client_credential/accesstoken?grant_type=client_credentials&other=1"
                client_id = "demo"
                client_secret_file = "secret"
                """)
        try office.folder.write("config.toml", settings.replacing("poll = ", with: "concurrency = 2\npoll = "))
        await office.sandbox.fault(hang(on: .send))
        for number in 1...4 { try office.drop(office.mail("registered letter \(number)")) }
        try await office.enterOnly()
        for number in 1...3 { try office.drop(office.mail("secure letter \(number)")) }
        let arrived = try await passWhileHanging(office) { requests in
            requests.filter { $0.endpoint == .message }.count == 3
        }
        #expect(arrived.filter { $0.endpoint == .send }.count == 2)
    }
}
