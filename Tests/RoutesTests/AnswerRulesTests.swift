// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Mail
import Testing

@testable import Routes

@Suite("what an answer means for the mail")
struct AnswerRulesTests {
    private let now = Timestamp(seconds: 1_795_253_400)
    private let ticket = #"{"ticket_token":"K.SF1m-w","ticket_url":"https://e.nl/?t=K.SF1m-w","message":"OK"}"#

    private func outcome(
        _ status: Int, _ body: String = "", fields: [HTTPField] = [], proof: AnswerRules.Proof = .ticket,
        whole: Bool = true
    ) -> Outcome {
        let answer = HTTPAnswer(
            status: status, fields: fields, body: Array(body.utf8), host: "api.example.net", sentWholeBody: whole)
        return AnswerRules(proof: proof).outcome(of: .success(answer), now: now)
    }

    private func kind(_ outcome: Outcome) -> String {
        switch outcome {
        case .sent: "sent"
        case .refused: "refused"
        case .deferred(let deferral): deferral.scope == .account ? "account deferred" : "deferred"
        case .uncertain: "uncertain"
        }
    }

    @Test("a ticket makes a registered mail sent", arguments: [200, 201, 202])
    func ticketed(status: Int) {
        guard case .sent(let receipt) = outcome(status, ticket) else { return #expect(Bool(false)) }
        #expect(receipt.ticket == Ticket(token: "K.SF1m-w", url: "https://e.nl/?t=K.SF1m-w"))
        #expect(receipt.answer.code == status && receipt.answer.host == "api.example.net")
    }

    @Test(
        "success without a usable ticket is uncertain",
        arguments: [
            "", "OK", "{}", #"{"ticket_token":""}"#, #"{"ticket_token":null}"#, #"{"ticket_token":["x"]}"#,
            #"{"ticket_token":"K.S"#, #"["ticket_token"]"#, "<html>log in</html>",
        ])
    func ticketless(body: String) {
        #expect(kind(outcome(200, body)) == "uncertain")
    }

    @Test(
        "a secure mail is sent by any answer that a service might give",
        arguments: [
            ("", "sent"), ("queued", "sent"), (#"{"id":"7"}"#, "sent"), (#"{"error":null}"#, "sent"),
            ("<html>log in</html>", "uncertain"), (#"{"id":"#, "uncertain"), (#"{"fault":{}}"#, "uncertain"),
            (#"{"error":{"code":1}}"#, "uncertain"),
        ])
    func secure(body: String, expected: String) {
        #expect(kind(outcome(202, body, proof: .anyAnswer)) == expected)
    }

    @Test(
        "each status has its outcome",
        arguments: [
            (204, "uncertain"), (302, "uncertain"), (303, "uncertain"), (307, "uncertain"), (400, "refused"),
            (401, "account deferred"), (403, "refused"), (404, "refused"), (405, "refused"), (408, "deferred"),
            (409, "refused"), (412, "refused"), (413, "refused"), (422, "refused"), (425, "deferred"),
            (429, "account deferred"), (500, "uncertain"), (501, "uncertain"), (502, "uncertain"), (503, "uncertain"),
            (504, "uncertain"), (599, "uncertain"), (600, "uncertain"), (100, "uncertain"),
        ])
    func statuses(status: Int, expected: String) {
        #expect(kind(outcome(status, ticket)) == expected)
        #expect(kind(outcome(status, proof: .anyAnswer)) == expected)
    }

    @Test("a server's failure is repeated only where the body was not whole")
    func serverErrors() {
        #expect(kind(outcome(503, whole: false)) == "deferred")
        #expect(kind(outcome(503, proof: .anyAnswer)) == "uncertain")
        #expect(kind(outcome(200, ticket, whole: false)) == "uncertain")
    }

    @Test("a quota fault defers the account, also with 500")
    func quotaFault() {
        let fault = #"{"fault":{"faultstring":"x","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}"#
        let fields = [HTTPField("quota-reset-UTC", "2026-11-21T10:00:00Z")]
        guard case .deferred(let deferral) = outcome(500, fault, fields: fields) else { return #expect(Bool(false)) }
        #expect(deferral.scope == .account)
        #expect(deferral.notBefore == Timestamp(seconds: 1_795_255_200))
        #expect(deferral.answer.status == "4.4.5")
    }

    @Test("429 waits for Retry-After, else for the quota's reset, else for nothing that it knows")
    func tooMany() {
        func moment(_ fields: [HTTPField]) -> Timestamp? {
            guard case .deferred(let deferral) = outcome(429, fields: fields) else { return nil }
            return deferral.notBefore
        }
        let reset = HTTPField("quota-reset-UTC", "1795255200000")
        #expect(moment([HTTPField("Retry-After", "60"), reset]) == now.advanced(bySeconds: 60))
        #expect(moment([reset]) == Timestamp(seconds: 1_795_255_200))
        #expect(moment([HTTPField("quota-reset-UTC", "tomorrow")]) == nil)
    }

    @Test("a quota's reset says nothing about a failing server")
    func resetAndFailure() {
        let fields = [HTTPField("quota-reset-UTC", "1795255200000")]
        guard case .deferred(let deferral) = outcome(503, fields: fields, whole: false) else {
            return #expect(Bool(false))
        }
        #expect(deferral.notBefore == nil)
    }

    @Test("a redirect names the host alone")
    func redirect() {
        let location = HTTPField("Location", "https://other.example/login?token=hunter2")
        guard case .uncertain(let answer) = outcome(302, fields: [location]) else { return #expect(Bool(false)) }
        #expect(answer.text.contains("other.example") && !answer.text.contains("hunter2"))
    }

    @Test(
        "how far a request had come decides what may follow",
        arguments: [
            (TransferError.Progress.nothing, TransferError.Cause.resolving, "account deferred"),
            (.nothing, .connecting, "account deferred"), (.nothing, .certificate, "account deferred"),
            (.nothing, .timeout, "deferred"), (.nothing, .cancelled, "deferred"),
            (.partOfBody, .disconnected, "deferred"), (.partOfBody, .timeout, "deferred"),
            (.wholeBody, .disconnected, "uncertain"), (.wholeBody, .timeout, "uncertain"),
            (.wholeBody, .cancelled, "uncertain"), (.wholeBody, .garbled, "uncertain"),
            (.tornAnswer(HTTPAnswer(status: 200)), .disconnected, "uncertain"),
            (.tornAnswer(HTTPAnswer(status: 400)), .disconnected, "refused"),
            (.tornAnswer(HTTPAnswer(status: 429)), .answerTooLong, "account deferred"),
            (.tornAnswer(HTTPAnswer(status: 502)), .disconnected, "uncertain"),
        ])
    func progress(progress: TransferError.Progress, cause: TransferError.Cause, expected: String) {
        let error = TransferError(host: "h", cause: cause, progress: progress)
        #expect(kind(AnswerRules(proof: .ticket).outcome(of: .failure(error), now: now)) == expected)
    }

    @Test("a torn answer of success is uncertain even with a ticket in it")
    func tornTicket() {
        let answer = HTTPAnswer(status: 200, body: Array(ticket.utf8))
        let error = TransferError(host: "h", cause: .disconnected, progress: .tornAnswer(answer))
        #expect(kind(AnswerRules(proof: .ticket).outcome(of: .failure(error), now: now)) == "uncertain")
    }

    @Test("an answer that repeats the token does not show it")
    func secret() {
        let answer = HTTPAnswer(status: 403, body: Array(#"{"message":"bad token tok-123"}"#.utf8))
        let rules = AnswerRules(proof: .ticket, secrets: ["tok-123"])
        guard case .refused(let said) = rules.outcome(of: .success(answer), now: now) else {
            return #expect(Bool(false))
        }
        #expect(said.text == "not allowed: bad token (hidden)")
    }
}
