// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

package import Curl
package import Mail

/// What a service's answer, or the lack of one, means for the mail: pure, and the same for every service.
///
/// The rule behind all rows: a mail is sent again only if the service surely has not taken it. A second registered mail is a
/// second legal act and a second bill; a mail that nobody dares to send again is only a question to a person.
package struct AnswerRules: Sendable {
    /// Which body bears out that a mail was taken.
    package enum Proof: Sendable {
        /// A JSON object with a ticket.
        case ticket
        /// An undocumented one, so anything but a page made for people or a broken JSON value.
        case anyAnswer
    }

    let proof: Proof
    /// What must not show in what is said.
    var secrets: [String] = []

    package init(proof: Proof, secrets: [String] = []) {
        self.proof = proof
        self.secrets = secrets
    }

    package func outcome(of result: Result<HTTPAnswer, TransferError>, now: Timestamp) -> Outcome {
        switch result {
        case .success(let answer): outcome(of: answer, isTorn: false, now: now)
        case .failure(let error): outcome(of: error, now: now)
        }
    }

    private func outcome(of error: TransferError, now: Timestamp) -> Outcome {
        func answer(_ status: String, _ addition: String = "") -> Answer {
            Answer(
                host: error.host, status: status, text: OneLine.text("\(error)\(addition)", limit: 300, hiding: secrets)
            )
        }
        switch error.progress {
        case .tornAnswer(let torn): return outcome(of: torn, isTorn: true, now: now)
        case .wholeBody:
            return .uncertain(answer("4.4.2", "; the request had left, so the mail may have been taken"))
        case .partOfBody: return .deferred(Deferral(answer: answer("4.4.2")))
        case .nothing:
            switch error.cause {
            case .cancelled, .timeout, .disconnected, .garbled, .answerTooLong:
                return .deferred(Deferral(answer: answer("4.4.2")))
            case .resolving, .connecting: return .deferred(Deferral(answer: answer("4.4.1"), scope: .account))
            case .certificate, .encryption: return .deferred(Deferral(answer: answer("4.7.5"), scope: .account))
            case .login, .unusable: return .deferred(Deferral(answer: answer("4.3.5"), scope: .account))
            }
        }
    }

    private func outcome(of http: HTTPAnswer, isTorn: Bool, now: Timestamp) -> Outcome {
        let row = StatusMeaning.row(http.status)
        if row?.meaning == .taken { return taken(http, isTorn: isTorn) }
        let body = ErrorBody(http.body, hiding: secrets)
        guard let row else { return .uncertain(answer(http, "4.5.0", "an impossible status", body)) }
        func deferral(_ scope: Deferral.Scope, isQuota: Bool = false) -> Outcome {
            let said = answer(http, isQuota ? "4.4.5" : row.enhanced, row.text, body)
            return .deferred(
                Deferral(answer: said, notBefore: notBefore(http, isQuota: isQuota, now), scope: scope))
        }
        switch row.meaning {
        case .taken: return taken(http, isTorn: isTorn)
        case .refused: return .refused(answer(http, row.enhanced, row.text, body))
        case .deferred: return deferral(.delivery)
        case .accountDeferred: return deferral(.account, isQuota: http.status == 429)
        case .uncertain: return .uncertain(answer(http, row.enhanced, row.text + direction(http), body))
        case .serverError:
            if body.isQuotaFault { return deferral(.account, isQuota: true) }
            if !http.sentWholeBody { return deferral(.delivery) }
            return .uncertain(answer(http, row.enhanced, row.text + "; the mail may have been taken", body))
        }
    }

    private func taken(_ http: HTTPAnswer, isTorn: Bool) -> Outcome {
        func uncertain(_ why: String) -> Outcome {
            .uncertain(Answer(host: http.host, code: http.status, status: "4.5.0", text: why))
        }
        guard !isTorn else { return uncertain("the answer broke off; the mail may have been taken") }
        guard http.sentWholeBody else { return uncertain("an answer of success before the request was complete") }
        let json = JSONValue(http.body)
        switch proof {
        case .ticket:
            guard let json else { return uncertain("the answer is no JSON; the mail may have been taken") }
            // Both go into notices and lists, in which they may begin no line of their own.
            func line(_ name: String) -> String { OneLine.text(json[name]?.text ?? "", limit: 2000) }
            let ticket = Ticket(token: line("ticket_token"), url: line("ticket_url"))
            guard !ticket.token.isEmpty else {
                return uncertain("the answer has no ticket_token; the mail may have been taken")
            }
            let text = OneLine.text(json["message"]?.text ?? "taken", hiding: secrets)
            let answer = Answer(host: http.host, code: http.status, status: "2.0.0", text: text)
            return .sent(Receipt(answer: answer, ticket: ticket))
        case .anyAnswer:
            let type = (http.value(of: "Content-Type") ?? "").lowercased()
            let start = http.body.first { $0 > 32 }
            if type.contains("html") || start == UInt8(ascii: "<") {
                return uncertain("the answer is a page for people, as a proxy makes them; the mail may have been taken")
            }
            if json == nil, type.contains("json") && start != nil || start == UInt8(ascii: "{") {
                return uncertain("the answer is broken JSON; the mail may have been taken")
            }
            if ["error", "errors", "errorResponse", "fault"].contains(where: { json?[$0] != nil && json?[$0] != .null })
            {
                return uncertain(
                    "an answer of success that holds an error: \(ErrorBody(http.body, hiding: secrets).text)")
            }
            // Undocumented, but by whatever name it goes, an id is what can be asked for at the service later.
            let id = ["id", "message_id", "messageId"].lazy.compactMap { json?[$0]?.text }.first
            let said = id.map { "taken, id \($0)" } ?? json?["message"]?.text
            let text = OneLine.text(said.map { Array($0.utf8) } ?? http.body, hiding: secrets)
            return .sent(
                Receipt(
                    answer: Answer(
                        host: http.host, code: http.status, status: "2.0.0", text: text.isEmpty ? "taken" : text)))
        }
    }

    private func answer(_ http: HTTPAnswer, _ status: String, _ what: String, _ body: ErrorBody) -> Answer {
        let text = body.text.isEmpty ? what : "\(what): \(body.text)"
        return Answer(host: http.host, code: http.status, status: status, text: text)
    }

    /// Where a redirect points, by host alone: the rest of a location may carry secrets.
    private func direction(_ http: HTTPAnswer) -> String {
        guard (300...399).contains(http.status) else { return "" }
        let host = http.value(of: "Location").flatMap { try? Endpoint($0) }?.host
        return
            " to \(host.map { OneLine.text($0) } ?? "an unnamed place"); not followed: correct base_url in the settings"
    }

    private func notBefore(_ http: HTTPAnswer, isQuota: Bool, _ now: Timestamp) -> Timestamp? {
        if let moment = http.value(of: "Retry-After").flatMap({ ServerTime.retryAfter($0, now: now) }) { return moment }
        // The quota's end says nothing about a failing server.
        return isQuota ? ServerTime.plausible(AccountQuota(http, at: now)?.reset, now: now) : nil
    }
}
