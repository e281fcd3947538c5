// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Ledgers
import Mail
import Maildirs
import Notices
import Reading

/// The last part of the flow: people are told what is new, and find a copy of the message where it belongs.
///
/// Files are named after the message and the event, so that a repetition after a crash finds them there and files nothing
/// twice; the ledger is told when they are safe.
struct Aftercare {
    let mailbox: Mailbox

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// Attends to all messages to which something happened.
    func attend() {
        mailbox.tolerating("ledger") {
            var last = ""
            while true {
                let standings = try mailbox.ledger.messagesWantingAttention(after: last, limit: 100)
                guard let end = standings.last?.message.id else { return }
                for standing in standings where standing.isQuiet(at: .now()) {
                    mailbox.tolerating(standing.message.id) { try attend(to: standing) }
                }
                last = end
            }
        }
    }

    /// Removes the content of messages that are long done with; what happened to them stays in the ledger.
    func forget() {
        mailbox.tolerating("spool") {
            let limit = Timestamp.now().advanced(bySeconds: -mailbox.keepContent)
            for id in try mailbox.ledger.messagesToForget(before: limit) {
                guard let spoolID = SpoolID(rawValue: id) else { continue }
                try mailbox.spool.remove(spoolID)
                try mailbox.ledger.forget(id)
            }
        }
    }

    private func attend(to standing: Standing) throws {
        guard let id = SpoolID(rawValue: standing.message.id) else { return }
        let spooled = try mailbox.spool.open(id)
        let filing = standing.properFiling
        try file(standing, spooled, as: filing)
        if let notice = notice(on: standing, spooled) {
            let mail = NoticeMail(notice, language: mailbox.language).bytes(at: .now())
            try mailbox.notices.deliver(as: noticeName(notice, standing)) { (file) throws(FileFault) in
                try file.append(mail)
            }
            mailbox.log.noticed(standing.message.id, mailbox.notices.path)
        }
        try mailbox.ledger.attended(standing.message.id, upTo: standing.lastEvent, filing: filing, at: .now())
    }

    // MARK: Copies

    /// Files a copy where the message belongs now, then takes it out of where it was.
    private func file(_ standing: Standing, _ spooled: SpooledMessage, as filing: Filing?) throws(FileFault) {
        guard filing != standing.filing else { return }
        if let filing, let maildir = mailbox.copies[filing] {
            // The writer knows what was sent; what failed or waits is news.
            let flags: Set<Character> = filing == .sent ? ["S"] : []
            let name = MaildirName(base: copyBase(standing), flags: flags)
            try maildir.deliver(as: name) { (file) throws(FileFault) in
                let bytes = spooled.bytes
                try bytes.withBytes(in: 0..<bytes.count) { (buffer) throws(FileFault) in try file.append(buffer) }
            }
        }
        if let former = standing.filing, let maildir = mailbox.copies[former] {
            try maildir.remove(MaildirName(base: copyBase(standing)))
        }
    }

    private func copyBase(_ standing: Standing) -> String {
        "\(standing.message.arrived.seconds).\(standing.message.id).\(MaildirName.hostName)"
    }

    // MARK: Notices

    private func noticeName(_ notice: Notice, _ standing: Standing) -> MaildirName {
        let time = standing.untold.last?.time ?? notice.arrived
        return MaildirName(base: "\(time.seconds).\(notice.id)E\(notice.event).\(MaildirName.hostName)")
    }

    /// What there is to tell: of each recipient the last event that nobody was told of, if it is worth telling.
    private func notice(on standing: Standing, _ spooled: SpooledMessage) -> Notice? {
        let news = standing.recipients.compactMap { recipient -> Notice.Recipient? in
            guard let event = standing.untold.last(where: { $0.recipient == recipient.id }),
                let happening = Happening(event.step)
            else { return nil }
            return Notice.Recipient(
                address: recipient.address, happening: happening, time: event.time,
                kind: recipient.route.flatMap { mailbox.ways[$0]?.kind }, routeName: recipient.route?.rawValue ?? "",
                reason: event.text, answer: happening == .held ? nil : recipient.answer, ticket: recipient.ticket)
        }
        guard !news.isEmpty else { return nil }
        let message = mailbox.reader.read(spooled.bytes)
        return Notice(
            id: standing.message.id, event: standing.lastEvent, sender: standing.message.sender,
            messageID: standing.message.messageID, subject: standing.message.subject,
            arrived: standing.message.arrived, recipients: news,
            header: spooled.bytes.bytes(in: 0..<min(message.bodyStart, spooled.bytes.count)), host: ProcessIdentity.host
        )
    }
}

extension Happening {
    /// What a step means to the writer; nil where there is nothing to tell.
    fileprivate init?(_ step: DeliveryStep) {
        switch step {
        case .send: self = .sent
        case .hold: self = .held
        case .refuse: self = .refused
        case .lose: self = .uncertain
        case .decide, .cancel, .begin, .defer, .release: return nil
        }
    }
}
