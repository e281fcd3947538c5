// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What follows for one recipient from something that happened.
///
/// All that the ledger decides about a recipient is decided here, by values alone: the step, what the row says afterwards,
/// when the next attempt is, and what becomes of the claim. ``LedgerTransaction`` performs it.
struct Transition: Sendable {
    /// The step; nil where the state stays and nothing is logged.
    var step: DeliveryStep?
    /// What is to be said of it, in one line.
    var text = ""
    /// What else the row says from here on.
    var changes: [RecipientChange] = []
    /// The time of the next attempt; nil where it stays as it is.
    var nextAttempt: Timestamp?
    /// Whether the claim ends.
    var endsClaim = false
    /// Whether the pause of its route ends.
    var endsPause = false
    /// Who took the step, where a person did.
    var person: String?
    /// Whether the same mail, submitted again, is a new one to rules and no duplicate: it surely was not sent.
    var forgetsMarks = false

    /// A step that the state machine does not have.
    struct Impossible: Error {
        var step: DeliveryStep
    }

    /// Judges an occurrence; nil where nothing follows from it.
    /// - Throws: ``Impossible`` where it can't happen in the state that the recipient is in.
    init?(_ occurrence: Occurrence, for recipient: RecipientRecord, at now: Timestamp) throws {
        let consequence: Transition? =
            switch occurrence {
            case .decision(let decision): try Self.of(decision, recipient, now)
            case .routeReturned(let route):
                try Self.chosen(
                    .decide, "by the route \(route), which is in the settings again", route, as: recipient, now)
            case .duplicate(let reason, let occurrence):
                try Transition(occurrence, for: recipient, at: now).map { Self.duplicate($0, reason) }
            case .verdict(let verdict, let person): try Self.of(verdict, by: person, recipient, now)
            case .begin(let fingerprint): Self.begun(fingerprint, recipient)
            case .unsendable(let cause, let reason): Self.held(cause, reason, endsClaim: true)
            case .localFault(let time): Transition(nil, nextAttempt: time, endsClaim: true)
            case .outcome(let outcome, let schedule, let jitter):
                try Self.of(outcome, recipient, schedule, jitter, now)
            case .lateOutcome(let outcome): try Self.late(outcome, recipient)
            case .found(let ticket, let text): Self.found(ticket, text, recipient)
            case .doubted(let text): Self.doubted(text, recipient)
            case .repetition(let schedule, let jitter): Self.repeated(recipient, schedule, jitter, now)
            case .ownerGone: Self.abandoned(recipient)
            case .waiting(let schedule, let pause): Self.waited(recipient, schedule, pause, now)
            }
        guard let consequence else { return nil }
        self = consequence
        guard occurrence.states.contains(recipient.state) else { throw Impossible(step: step ?? .release) }
        guard let step else { return }
        guard let state = step.state(after: recipient.state) else { throw Impossible(step: step) }
        if recipient.state == .held, !changes.contains(where: { $0.column == .holdCause }) {
            changes.append(RecipientChange(.holdCause, nil))
        }
        switch step {
        case .lose: changes.append(RecipientChange(.losses, "\(recipient.losses + 1)"))
        // Whoever says "send again" says that nothing was sent.
        case .release where recipient.state == .uncertain && person != nil:
            changes.append(RecipientChange(.losses, "0"))
        case .hold where recipient.losses > 0: text += Self.doubt
        default: break
        }
        if step == .decide || step == .release {
            changes.append(RecipientChange(.decidedAt, "\(now.milliseconds)"))
        }
        forgetsMarks =
            [.refused, .cancelled].contains(state) && recipient.state != .uncertain && recipient.losses == 0
    }

    private init(
        _ step: DeliveryStep?, _ text: String = "", _ changes: [RecipientChange] = [], nextAttempt: Timestamp? = nil,
        endsClaim: Bool = false
    ) {
        self.step = step
        self.text = text
        self.changes = changes
        self.nextAttempt = nextAttempt
        self.endsClaim = endsClaim
    }
}

// MARK: Before a request

extension Transition {
    private static func of(
        _ decision: Decision, _ recipient: RecipientRecord, _ now: Timestamp
    ) throws -> Transition {
        let places = RecipientChange(.places, try LedgerTransaction.json(decision.places))
        let deadline = decision.deadline.map { "\($0.milliseconds)" }
        // Nothing is said of it for the many mails that never had one.
        let term = decision.deadline == recipient.mustReachBy ? [] : [RecipientChange(.mustReachBy, deadline)]
        let changes = [places, RecipientChange(.answer, nil)] + term
        switch decision.action {
        case .route(let route, let options):
            return try chosen(.decide, "by the route \(route)", route, options, nil, now, changes)
        case .redirect(let address, let route, let options):
            return try chosen(
                .decide, "redirected to \(address), by the route \(route)", route, options, address, now, changes)
        case .hold(let reason): return held(decision.holdCause, reason, [places] + term)
        case .refuse(let reason): return Transition(.refuse, reason, changes)
        case .discard: return Transition(.cancel, "discarded by a rule", changes)
        }
    }

    /// Sets the way, and with it the address: an earlier rule's other address must not outlive its rule.
    private static func chosen(
        _ step: DeliveryStep, _ text: String, _ route: RouteName, _ options: RouteOptions, _ address: String?,
        _ now: Timestamp, _ changes: [RecipientChange] = []
    ) throws -> Transition {
        let own = [
            RecipientChange(.route, route.rawValue), RecipientChange(.options, try LedgerTransaction.json(options)),
            RecipientChange(.redirectedTo, address),
        ]
        return Transition(step, text, changes + own, nextAttempt: now)
    }

    private static func chosen(
        _ step: DeliveryStep, _ text: String, _ route: RouteName, as recipient: RecipientRecord, _ now: Timestamp
    ) throws -> Transition {
        try chosen(step, text, route, recipient.options, recipient.redirectedTo, now)
    }

    private static func held(
        _ cause: HoldCause, _ reason: String, _ changes: [RecipientChange] = [], endsClaim: Bool = false
    ) -> Transition {
        let own = [RecipientChange(.holdCause, cause.rawValue), RecipientChange(.answer, nil)]
        return Transition(.hold, reason, changes + own, endsClaim: endsClaim)
    }

    /// Held on the way that was chosen, so that a person can let it go there.
    private static func duplicate(_ chosen: Transition, _ reason: String) -> Transition {
        held(.duplicate, reason, chosen.changes.filter { ![.holdCause, .answer, .decidedAt].contains($0.column) })
    }

    private static func of(
        _ verdict: Verdict, by person: String, _ recipient: RecipientRecord, _ now: Timestamp
    ) throws -> Transition? {
        var transition: Transition
        switch (verdict, recipient.state) {
        case (.release(let named), .held):
            guard let route = named ?? recipient.route else { return nil }
            transition = try chosen(.release, "released to the route \(route)", route, as: recipient, now)
        case (.sendAgain, .uncertain):
            transition = Transition(.release, "to be sent again, as a person says", nextAttempt: now)
        case (.wasSent(let token), .uncertain):
            let ticket = token.map { [RecipientChange(.ticketToken, $0)] } ?? []
            transition = Transition(.vouch, "sent, as a person says", ticket + [RecipientChange(.answer, nil)])
        case (.cancel, .held), (.cancel, .deferred), (.cancel, .decided), (.cancel, .uncertain):
            transition = Transition(.cancel, "cancelled by a person")
        case (.hold, .deferred), (.hold, .decided): transition = held(.decision, "put on hold by a person")
        case (.retry, .deferred), (.retry, .decided):
            transition = Transition(nil, nextAttempt: now)
            // Whoever says "now" knows better than the pause that the account was given.
            transition.endsPause = true
        default: return nil
        }
        transition.person = person
        return transition
    }

    private static func begun(_ fingerprint: String, _ recipient: RecipientRecord) -> Transition {
        Transition(
            .begin, "request \(fingerprint.prefix(12)) begins",
            [
                RecipientChange(.attempts, "\(recipient.attempts + 1)"),
                // An earlier attempt's answer says nothing about this one.
                RecipientChange(.answer, nil), RecipientChange(.fingerprint, fingerprint),
            ])
    }

    /// Nobody tries a mail while its account is paused; so whether its time is up is looked at here too, and else after an
    /// attempt only: a machine that was off for days tries once before it gives up.
    private static func waited(
        _ recipient: RecipientRecord, _ schedule: RetrySchedule, _ pause: AccountPause?, _ now: Timestamp
    ) -> Transition? {
        guard recipient.isWaiting else { return nil }
        let running = pause.flatMap { $0.until > now ? $0 : nil }
        if let running, schedule.isOver(for: recipient.decided, at: now) {
            return ended(recipient, "given up: \(running.reason)")
        }
        guard !recipient.isToldLate, schedule.isLate(recipient.decided, at: now) else { return nil }
        let why =
            running.map { "nothing goes by this route before \($0.until.rfc3339): \($0.reason)" }
            ?? (recipient.state == .deferred ? recipient.reason : "not tried yet")
        return Transition(.delay, why)
    }
}

// MARK: After a request

extension Transition {
    /// What is to be said where an earlier request may have been taken, whatever became of later ones.
    private static let doubt = "; but an earlier request may have been taken"

    /// What nobody takes any more is refused; but where an earlier request may have been taken, nobody knows.
    private static func ended(
        _ recipient: RecipientRecord, _ text: String, _ changes: [RecipientChange] = [], endsClaim: Bool = false
    ) -> Transition {
        recipient.losses == 0
            ? Transition(.refuse, text, changes, endsClaim: endsClaim)
            : Transition(.lose, text + doubt, changes, endsClaim: endsClaim)
    }

    /// Sent again though it may have been taken, where the settings say so, and so many times at most.
    private static func repeated(
        _ recipient: RecipientRecord, _ schedule: RetrySchedule, _ jitter: Double, _ now: Timestamp
    ) -> Transition? {
        guard recipient.state == .uncertain, let route = recipient.route,
            let repetitions = schedule.repetitions[route], repetitions > 0, recipient.losses <= repetitions
        else { return nil }
        let pause = schedule.pause(after: recipient.attempts, jitter: jitter)
        return Transition(
            .release, "to be sent again, though it may have been taken: repeat_when_uncertain of the route \(route)",
            nextAttempt: now.advanced(bySeconds: pause))
    }

    private static func of(
        _ outcome: Outcome, _ recipient: RecipientRecord, _ schedule: RetrySchedule, _ jitter: Double, _ now: Timestamp
    ) throws -> Transition {
        func stepped(_ step: DeliveryStep, _ answer: Answer) throws -> Transition {
            Transition(step, answer.text, [try change(answer)], endsClaim: true)
        }
        switch outcome {
        case .sent(let receipt): return try sent(receipt)
        case .refused(let answer): return ended(recipient, answer.text, [try change(answer)], endsClaim: true)
        case .uncertain(let answer): return try stepped(.lose, answer)
        case .deferred(let deferral):
            let next = schedule.next(
                afterAttempts: recipient.attempts, decided: recipient.decided, now: now,
                notBefore: deferral.notBefore, jitter: jitter)
            guard let next else {
                let answer = deferral.answer
                return ended(recipient, "given up: \(answer.text)", [try change(answer)], endsClaim: true)
            }
            var transition = try stepped(.defer, deferral.answer)
            transition.nextAttempt = next
            return transition
        }
    }

    private static func sent(_ receipt: Receipt) throws -> Transition {
        var changes = [try change(receipt.answer)]
        if let ticket = receipt.ticket {
            changes += [RecipientChange(.ticketToken, ticket.token), RecipientChange(.ticketURL, ticket.url)]
        }
        return Transition(.send, receipt.answer.text, changes, endsClaim: true)
    }

    /// What was sent was sent, also where the claim was taken away.
    ///
    /// That ends the uncertainty; and what was to be sent again, and has not left, doesn't leave. Whoever has claimed it by now
    /// loses the claim.
    private static func late(_ outcome: Outcome, _ recipient: RecipientRecord) throws -> Transition? {
        guard case .sent(let receipt) = outcome,
            [.uncertain, .decided, .deferred, .held].contains(recipient.state)
        else { return nil }
        return try sent(receipt)
    }

    private static func found(_ ticket: Ticket, _ text: String, _ recipient: RecipientRecord) -> Transition? {
        guard recipient.state == .uncertain || recipient.mayLeaveAgain else { return nil }
        return Transition(
            .send, text,
            [
                RecipientChange(.ticketToken, ticket.token), RecipientChange(.ticketURL, ticket.url),
                // The answer that left it uncertain says nothing any more.
                RecipientChange(.answer, nil),
            ], endsClaim: true)
    }

    /// What may have arrived is not sent again before a person has seen why.
    private static func doubted(_ text: String, _ recipient: RecipientRecord) -> Transition? {
        guard recipient.mayLeaveAgain else { return nil }
        return Transition(.lose, text, [RecipientChange(.answer, nil)], endsClaim: true)
    }

    private static func abandoned(_ recipient: RecipientRecord) -> Transition {
        guard recipient.state == .sending else { return Transition(nil, endsClaim: true) }
        return Transition(.lose, "Sealpost was stopped while the request was under way", endsClaim: true)
    }

    private static func change(_ answer: Answer) throws -> RecipientChange {
        RecipientChange(.answer, try LedgerTransaction.json(answer))
    }
}
