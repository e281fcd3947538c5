// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Statuses

/// Asks the sources about tickets that are due, one at a time and within the limit, and notes what they say.
struct TicketQuestions {
    let mailbox: Mailbox
    let ledger: any StatusLedger
    var plan: StatusPlan { mailbox.statuses }

    /// The most questions of one look: the rest is for the next.
    private static let most = 20

    /// A longer wait than this that a service asks for is passed over, in seconds, as for requests to send.
    private static let longestWait: Double = 40 * 86_400

    /// Asks about all that is due, as long as a condition holds.
    func ask(while goesOn: () -> Bool) async {
        var quiet: Set<RouteName> = []
        for ticket in due() where goesOn() && !quiet.contains(ticket.route) {
            guard let source = plan.sources[ticket.route] else { continue }
            let answer = await source.ask(about: ticket.token)
            mailbox.tolerating(ticket.message) {
                if let until = try settle(ticket, answer) {
                    quiet.insert(ticket.route)
                    try ledger.leaveAlone([ticket.route], until: until)
                }
            }
        }
    }

    private func due() -> [FollowedTicket] {
        let routes = Set(plan.sources.keys)
        guard !routes.isEmpty else { return [] }
        var due: [FollowedTicket] = []
        mailbox.tolerating("statuses") {
            let asked = try ledger.questions(about: routes, since: .now().advanced(bySeconds: -3600))
            let limit = min(Self.most, plan.ticketsPerHour - asked)
            if limit > 0 { due = try ledger.ticketsToAsk(about: routes, limit: limit, at: .now()) }
        }
        return due
    }

    /// Notes an answer, and when to ask again.
    /// - Returns: Until when the source is to be left alone; nil where it need not be.
    private func settle(_ ticket: FollowedTicket, _ answer: StatusAnswer) throws -> Timestamp? {
        var quietUntil: Timestamp?
        var isOver = false
        switch answer {
        case .status(let status):
            try mailbox.note(
                try reports(of: status, about: ticket), status.attachments, about: ticket.recipient,
                of: ticket.message, in: ledger)
            let reports = try ledger.reports(of: ticket.message).filter { $0.recipient == ticket.recipient.id }
            isOver = DeliveryProgress(reports.map(\.report)).event?.isFinal ?? false
        case .unknownTicket: mailbox.log.notFollowed(ticket, "the service knows no such ticket")
        case .nothing(let reason): mailbox.log.notFollowed(ticket, reason)
        case .unreachable(let reason):
            mailbox.log.notFollowed(ticket, reason)
            quietUntil = .now().advanced(bySeconds: plan.schedule.firstPause)
        case .later(let time):
            let named = time.flatMap { $0 < .now().advanced(bySeconds: Self.longestWait) ? $0 : nil }
            quietUntil = named ?? .now().advanced(bySeconds: plan.schedule.longestPause)
        }
        let next = plan.schedule.next(
            afterQuestions: ticket.asked + 1, since: ticket.recipient.changed, now: .now(), notBefore: quietUntil)
        try ledger.asked(about: ticket, next: isOver ? nil : next)
        return quietUntil
    }

    /// What a status says of a mail.
    ///
    /// A ticket that the service gave with its answer is the mail's. One that a person typed may be another's: then nothing of it
    /// changes how this mail stands.
    private func reports(of status: TicketStatus, about ticket: FollowedTicket) throws -> [StatusReport] {
        guard ticket.recipient.answer == nil, let message = try mailbox.ledger.standing(of: ticket.message)?.message
        else { return status.reports }
        let claim = TicketClaim(status) { _ in true }
        let subject = ticket.recipient.options.subject ?? message.subject
        guard !claim.isTo(ticket.recipient.destination) || !claim.isAbout(subject) else { return status.reports }
        let reason = "the ticket was typed, and is that of a mail to \(status.recipient) about \"\(status.subject)\""
        return status.reports.map { report in
            var report = report
            report.genuineness = .unverified(reason: reason)
            return report
        }
    }
}

extension Mailbox {
    /// Notes reports in the ledger, with what was said of the attachments, and says on the log what is new.
    func note(
        _ reports: [StatusReport], _ attachments: [ReportedAttachment] = [], about recipient: RecipientRecord,
        of message: String, in ledger: any StatusLedger
    ) throws {
        for report in try ledger.note(reports, attachments, about: recipient.id, of: message, at: .now()) {
            log.reported(message, recipient.address, report)
        }
    }
}
