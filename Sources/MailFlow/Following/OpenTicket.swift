// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Doors
import Ledgers
import Mail
import Reading
import Statuses
import TransferEncodings

/// A ticket that no mail in the ledger has, as it came in a status mail: it may be that of a mail that is uncertain, or is to be
/// sent again.
struct OpenTicket {
    let mailbox: Mailbox
    let ledger: any StatusLedger
    let inbox: StatusInbox
    let token: String

    /// Looks whose it is.
    ///
    /// The service's own status of it says more than any mail, so that is asked where there is one; only there a mail need not
    /// be genuine, as it is but a hint.
    /// - Returns: Whether there is nothing more to be found out by the mail.
    func isSettled(by mail: StatusMail, judge: () async -> GenuinenessCheck.Finding) async throws -> Bool {
        let requests = try ledger.openRequests(by: inbox.routes)
        // The request may still be on its way into the ledger, so the mail is looked at again.
        guard requests.contains(where: \.isOpen) else { return false }
        var reports: [StatusReport] = []
        var attachments: [ReportedAttachment] = []
        let claim: TicketClaim
        if let source = source(for: requests) {
            let hint = TicketClaim(mail, .fetched).judge(requests)
            guard hint != .none else { return false }
            let status: TicketStatus
            switch await source.ask(about: token) {
            case .status(let answer): status = answer
            case .unknownTicket: return false
            case .nothing(let reason), .unreachable(let reason):
                try keepBack(hint.requests, mail, because: "the service could not be asked: \(reason)")
                return false
            case .later:
                try keepBack(hint.requests, mail, because: "the service wants to be asked later")
                return false
            }
            claim = TicketClaim(status) { holdsAttachments(of: $0, status.attachments.map(\.fingerprint)) }
            reports = status.reports
            attachments = status.attachments
        } else {
            switch await judge() {
            case .later(let reason):
                try keepBack(TicketClaim(mail, .fetched).judge(requests).requests, mail, because: reason)
                return false
            case .settled(let genuineness):
                claim = TicketClaim(mail, genuineness)
                reports = [mail.report(token: token, genuineness)]
            }
        }
        return try settle(claim.judge(requests), reports, attachments, mail)
    }

    private func settle(
        _ finding: TicketClaim.Finding, _ reports: [StatusReport], _ attachments: [ReportedAttachment],
        _ mail: StatusMail
    ) throws -> Bool {
        switch finding {
        case .none: return false
        case .wait(let requests):
            try keepBack(requests, mail, because: "it fits a mail too that is under way")
            return false
        case .proven(let request):
            let (message, recipient) = (request.message.id, request.recipient)
            let text = "its ticket \(token) was found: recipient, subject and time agree, and nothing else fits"
            let isFound = try ledger.found(
                Ticket(token: token, url: ""), of: recipient.id, of: message, text: text, at: .now())
            if isFound { try mailbox.note(reports, attachments, about: recipient, of: message, in: ledger) }
            return isFound
        case .possible(let requests, let reason):
            try keepBack(requests, mail, because: reason)
            for request in requests { try note(request, mail, because: reason) }
            return true
        }
    }

    /// Has nothing sent again of which nobody knows yet whether the ticket shows that it was taken.
    private func keepBack(_ requests: [OpenRequest], _ mail: StatusMail, because reason: String) throws {
        for request in requests where request.recipient.mayLeaveAgain {
            let (message, recipient) = (request.message.id, request.recipient)
            guard try ledger.doubt(token, of: recipient.id, of: message, because: reason, at: .now()) else { continue }
            try note(request, mail, because: reason)
        }
    }

    private func note(_ request: OpenRequest, _ mail: StatusMail, because reason: String) throws {
        let report = mail.report(token: token, .unverified(reason: "the ticket may be this mail's, but \(reason)"))
        try mailbox.note([report], about: request.recipient, of: request.message.id, in: ledger)
    }

    private func source(for requests: [OpenRequest]) -> (any StatusSource)? {
        requests.lazy.compactMap { $0.recipient.route }.compactMap { mailbox.statuses.sources[$0] }.first
    }

    /// Whether each attachment of the message is among those of the ticket, by its SHA-256.
    private func holdsAttachments(of request: OpenRequest, _ fingerprints: [String]) -> Bool {
        guard let id = SpoolID(rawValue: request.message.id), let bytes = try? mailbox.spool.open(id).bytes else {
            return false
        }
        return mailbox.reader.read(bytes).attachments.allSatisfy { part in
            let content = bytes.withBytes(in: part.range) { ContentDecoder.content(of: $0, in: part.encoding) }
            return fingerprints.contains(SHA256.digest(of: content.bytes).base64)
        }
    }
}
