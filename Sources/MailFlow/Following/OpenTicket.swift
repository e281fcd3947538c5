// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Doors
import Ledgers
import Mail
import Reading
import Statuses
import TransferEncodings

/// A ticket that no mail in the ledger has, as it came in a status mail: it may be that of a mail that is uncertain.
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
            guard TicketClaim(mail, .fetched).judge(requests) != .none else { return false }
            guard case .status(let status) = await source.ask(about: token) else { return false }
            claim = TicketClaim(status) { holdsAttachments(of: $0, status.attachments.map(\.fingerprint)) }
            reports = status.reports
            attachments = status.attachments
        } else {
            guard case .settled(let genuineness) = await judge() else { return false }
            claim = TicketClaim(mail, genuineness)
            reports = [mail.report(token: token, genuineness)]
        }
        return try settle(claim.judge(requests), reports, attachments, mail)
    }

    private func settle(
        _ finding: TicketClaim.Finding, _ reports: [StatusReport], _ attachments: [ReportedAttachment],
        _ mail: StatusMail
    ) throws -> Bool {
        switch finding {
        case .none, .wait: return false
        case .proven(let request):
            let (message, recipient) = (request.message.id, request.recipient)
            let text = "its ticket \(token) was found: recipient, subject and time agree, and nothing else fits"
            let isFound = try ledger.found(
                Ticket(token: token, url: ""), of: recipient.id, of: message, text: text, at: .now())
            if isFound { try mailbox.note(reports, attachments, about: recipient, of: message, in: ledger) }
            return isFound
        case .possible(let requests, let reason):
            for request in requests {
                let report = mail.report(
                    token: token, .unverified(reason: "the ticket may be this mail's, but \(reason)"))
                try mailbox.note([report], about: request.recipient, of: request.message.id, in: ledger)
            }
            return true
        }
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
