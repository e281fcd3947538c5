// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Ledgers
import Mail
import Maildirs
import Notices
import Reading
import Sieve

/// The last part of the flow: people are told what is new, and find a copy of the message where it belongs.
///
/// Files are named after the message and the event, so that a repetition after a crash finds them there and files nothing
/// twice; the ledger is told when they are safe.
struct Aftercare {
    let mailbox: Mailbox

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// Attends to all messages to which something happened; one process at a time, since two would write the same files.
    func attend() {
        mailbox.tolerating("ledger") {
            var last = ""
            while true {
                let standings = try mailbox.ledger.messagesWantingAttention(after: last, limit: 100)
                guard let end = standings.last?.message.id else { return }
                let lock = try FileLock(at: mailbox.attentionLock)
                try attend(to: standings.filter { $0.isQuiet(at: .now()) }.map(\.message.id))
                _ = consume lock
                last = end
            }
        }
    }

    /// What a killed door left unfinished goes after this long, in seconds: the time that maildir(5) gives a writer.
    private static let patienceWithDoors: Double = 36 * 3600

    /// Removes the content of messages that are long done with; what happened to them stays in the ledger.
    ///
    /// The file goes first: a process that stops between the two does the rest the next time.
    func forget() {
        let now = mailbox.clock().wall
        mailbox.tolerating("spool") {
            try mailbox.spool.removeUnfinished(before: now.advanced(bySeconds: -Self.patienceWithDoors))
            let limit = now.advanced(bySeconds: -mailbox.keepContent)
            for id in try mailbox.ledger.messagesToForget(before: limit) {
                guard let spoolID = SpoolID(rawValue: id) else { continue }
                mailbox.tolerating(id) {
                    try mailbox.spool.remove(spoolID)
                    try mailbox.ledger.forget(id, at: now)
                }
            }
        }
    }

    /// A message for which all is filed, and nothing synced or recorded.
    private struct Filed {
        var message: String
        var event: Int64
        var filing: Filing?
        var isRepetition: Bool
        /// Where its files are.
        var folders: Set<Folder>
    }

    /// Attends to some messages: one sync of a folder for all that is filed in it.
    private func attend(to ids: [String]) throws {
        var filed: [Filed] = []
        for id in ids {
            mailbox.tolerating(id) {
                if let one = try fileNews(of: id) { filed.append(one) }
            }
        }
        for folder in filed.reduce(into: Set<Folder>(), { $0.formUnion($1.folders) }) { try folder.sync() }
        let recorded = filed.filter { one in
            mailbox.tolerating(one.message) {
                try mailbox.ledger.attended(one.message, upTo: one.event, filing: one.filing, at: .now())
            }
        }
        // What an earlier process was about to tell is told now; what happened since comes after it.
        let repeated = recorded.filter(\.isRepetition).map(\.message)
        if !repeated.isEmpty { try attend(to: repeated) }
    }

    private func fileNews(of id: String) throws -> Filed? {
        guard let (standing, isRepetition) = try mailbox.ledger.tell(id), let spoolID = SpoolID(rawValue: id) else {
            return nil
        }
        do {
            return try mailbox.readings.read(spoolID) {
                try fileNews(standing, try content(of: spoolID), isRepetition)
            }
        } catch is Readings.Poisoned {
            return try fileNews(standing, [UInt8](), isRepetition)
        }
    }

    private func fileNews(_ standing: Standing, _ bytes: any MessageBytes, _ isRepetition: Bool) throws -> Filed {
        let id = standing.message.id
        var folders: Set<Folder> = []
        // Without the mail's bytes a copy stays where it is: it is the only one.
        let filing = bytes.count > 0 ? standing.properFiling : standing.filing
        if let folder = try file(standing, bytes, as: filing, isRepetition) { folders.insert(folder) }
        for notice in notices(on: standing, bytes) {
            let mail = NoticeMail(notice, language: mailbox.language, hasHTML: mailbox.hasHTMLNotices)
            let name = Self.name(of: notice)
            try mailbox.notices.deliver(as: name, isRepetition: isRepetition, syncsFolder: false) {
                (file) throws(FileFault) in
                try mail.write(at: .now()) { (piece) throws(FileFault) in try file.append(piece) }
            }
            folders.insert(mailbox.notices.folder(of: name))
            mailbox.log.noticed(id, mailbox.notices.path)
        }
        return Filed(
            message: id, event: standing.lastEvent, filing: filing, isRepetition: isRepetition, folders: folders)
    }

    /// The message's bytes; none where somebody removed the file: what happened can be told all the same.
    private func content(of id: SpoolID) throws(FileFault) -> any MessageBytes {
        do throws(FileFault) {
            return try mailbox.spool.open(id).bytes
        } catch  where error.code == ENOENT || error.code == EBADMSG {
            return [UInt8]()
        }
    }

    // MARK: Copies

    /// Files a copy where the message belongs now, then takes it out of where it was.
    /// - Returns: The folder of the copy, to be synced; nil where there is none.
    private func file(
        _ standing: Standing, _ bytes: any MessageBytes, as filing: Filing?, _ isRepetition: Bool
    ) throws(FileFault) -> Folder? {
        guard filing != standing.filing else { return nil }
        var folder: Folder?
        if let filing, let maildir = mailbox.copies[filing] {
            // The writer knows what was sent; what failed or waits is news.
            let flags = filing == .sent ? standing.copyFlags.union(["S"]) : []
            let name = MaildirName(base: copyBase(standing), flags: flags)
            folder = maildir.folder(of: name)
            let copy = MarkedMessage(
                bytes, fields: CopyFields.of(standing), without: OwnField.allCases.map(\.rawValue))
            try maildir.deliver(as: name, isRepetition: isRepetition, syncsFolder: false) { (file) throws(FileFault) in
                try copy.forEachPiece { (buffer) throws(FileFault) in try file.append(buffer) }
            }
        }
        // What a process that stopped here had filed is recorded nowhere, so a repetition looks everywhere.
        for (other, maildir) in mailbox.copies where other != filing && (isRepetition || other == standing.filing) {
            try maildir.remove(MaildirName(base: copyBase(standing)))
        }
        return folder
    }

    /// Without the host's name, which is usual in Maildirs but can change between a filing and its repetition; the id is
    /// unique enough.
    private func copyBase(_ standing: Standing) -> String {
        "\(standing.message.arrived.seconds).\(standing.message.id).sealpost"
    }

    // MARK: Notices

    private static func name(of notice: Notice) -> MaildirName {
        MaildirName(base: "\(notice.time.seconds).\(notice.id)E\(notice.event).sealpost")
    }

    /// What there is to tell: how the deliveries ended, each thing that was reported since, and for whom time runs out.
    private func notices(on standing: Standing, _ bytes: any MessageBytes) -> [Notice] {
        [deliveries(in: standing, bytes)].compactMap(\.self) + reports(in: standing, bytes)
            + [alarms(in: standing, bytes)].compactMap(\.self)
    }

    /// The gravest alarm of each recipient that nobody was told of.
    private func alarms(in standing: Standing, _ bytes: any MessageBytes) -> Notice? {
        let untold = standing.deadlineEntries.filter { $0.number > standing.told && $0.alarm != nil }
        let asked = standing.message.notification
        let news = standing.recipients.compactMap { recipient -> Notice.Recipient? in
            let entries = untold.filter { $0.recipient == recipient.id }
            guard let alarm = entries.compactMap(\.alarm).max(), let entry = entries.last else { return nil }
            var told = told(recipient, Happening(alarm), at: entry.time, asked)
            told.deadline = Notice.Deadline(
                of: recipient, at: entry.deadline, in: standing, by: mailbox.deadlines?.terms.reachedBy)
            told.deadline?.isOneOfSeveral = standing.recipients.count { $0.mustReachBy != nil } > 1
            return told
        }
        return untold.last.flatMap {
            notice(on: standing, bytes, news, event: $0.number, hash: $0.hash, at: $0.time)
        }
    }

    /// Of each thing that happened a notice, with all recipients to whom it did, as far as it is to be told and the sender
    /// wants to hear it.
    private func reports(in standing: Standing, _ bytes: any MessageBytes) -> [Notice] {
        let asked = standing.message.notification
        let byHappening = Dictionary(grouping: standing.news) { Happening($0.report) }
        let groups = byHappening.filter { mailbox.statuses.told.contains($0.key) }.values
        return groups.sorted { ($0.last?.number ?? 0) < ($1.last?.number ?? 0) }.compactMap { group in
            // Of several reminders that nobody was told of, the last.
            let last = Dictionary(group.map { ($0.recipient, $0) }, uniquingKeysWith: { _, later in later })
            let news = standing.recipients.compactMap { recipient -> Notice.Recipient? in
                guard let logged = last[recipient.id] else { return nil }
                let happening = Happening(logged.report)
                guard happening.isWanted(on: asked.conditions(for: recipient.address)) else { return nil }
                return told(
                    recipient, happening, at: logged.report.time ?? logged.recorded, asked, report: logged.report)
            }
            return group.last.flatMap {
                notice(on: standing, bytes, news, event: $0.number, hash: $0.hash, at: $0.recorded)
            }
        }
    }

    /// Of each recipient the last event that nobody was told of, if it is worth telling and the sender wants to hear it.
    ///
    /// One more attempt in vain is no news, and no end of what was.
    private func deliveries(in standing: Standing, _ bytes: any MessageBytes) -> Notice? {
        let events = standing.untold.filter { $0.step != .begin && $0.step != .defer }
        let last = Dictionary(events.map { ($0.recipient, $0) }, uniquingKeysWith: { _, later in later })
        let asked = standing.message.notification
        let news = standing.recipients.compactMap { recipient -> Notice.Recipient? in
            guard let event = last[recipient.id], let happening = Happening(event.step),
                happening.isWanted(on: asked.conditions(for: recipient.address))
            else { return nil }
            return told(
                recipient, happening, at: event.time, asked, reason: Self.reason(event, recipient),
                answer: recipient.answer)
        }
        return notice(
            on: standing, bytes, news, event: standing.untold.last?.number ?? standing.lastEvent,
            hash: standing.head?.hash, at: standing.untold.last?.time ?? standing.message.arrived)
    }

    private func told(
        _ recipient: RecipientRecord, _ happening: Happening, at time: Timestamp, _ asked: NotificationRequest,
        reason: String = "", answer: Answer? = nil, report: StatusReport? = nil
    ) -> Notice.Recipient {
        var told = Notice.Recipient(
            address: recipient.destination, insteadOf: recipient.redirectedTo == nil ? nil : recipient.address,
            originalRecipient: asked[recipient.address].originalRecipient, happening: happening, time: time,
            kind: recipient.route.flatMap { mailbox.ways[$0]?.kind }, routeName: recipient.route?.rawValue ?? "",
            reason: reason, holdCause: recipient.holdCause, answer: answer, ticket: recipient.ticket,
            triedUntil: happening == .delayed ? mailbox.retry.end(for: recipient.decided) : nil, report: report)
        told.lostRequests = recipient.losses
        // What was taken at once has the answer that says so.
        told.isFound = happening == .sent && answer == nil && recipient.ticket != nil
        return told
    }

    /// One notice; nil where there is nothing to tell.
    private func notice(
        on standing: Standing, _ bytes: any MessageBytes, _ news: [Notice.Recipient], event: Int64, hash: String?,
        at time: Timestamp
    ) -> Notice? {
        guard !news.isEmpty else { return nil }
        let asked = standing.message.notification
        let message = mailbox.reader.read(bytes)
        // RFC 3461, section 4.3: the whole message only where it could not be delivered to somebody.
        let isWhole =
            asked.returnedContent == .full && news.contains { $0.happening == .refused } && bytes.count > 0
        let bodyStart = min(message.bodyStart, bytes.count)
        return Notice(
            id: standing.message.id, envelopeID: asked.envelopeID, event: event, time: time,
            sender: standing.message.sender,
            messageID: standing.message.messageID, subject: standing.message.subject,
            arrived: standing.message.arrived, recipients: news,
            header: isWhole ? bytes.bytes(in: 0..<bodyStart) : Self.header(of: message, bytes),
            body: isWhole ? Notice.Body(source: bytes, range: bodyStart..<bytes.count) : nil, host: HostName.current,
            logHash: hash)
    }

    /// What happened, with the lines of the rules that made it so where the text doesn't name them.
    private static func reason(_ event: LedgerEvent, _ recipient: RecipientRecord) -> String {
        let isByRules = event.step == .hold && recipient.holdCause.map { $0 != .message } ?? false
        let places = recipient.places.map(\.description).filter { !event.text.contains($0) }
        guard isByRules, recipient.route == nil, !places.isEmpty else { return event.text }
        return "\(event.text) (\(places.joined(separator: ", ")))"
    }

    /// The message's own header, without the fields of free text that hold the number of a person or an account.
    private static func header(of message: Message, _ bytes: any MessageBytes) -> [UInt8] {
        var header: [UInt8] = []
        var position = 0
        for field in message.header where freeText.contains(field.name.lowercased()) {
            guard NumberMask.masked(field.value) != field.value, field.range.lowerBound >= position else { continue }
            header += bytes.bytes(in: position..<field.range.lowerBound)
            position = field.range.upperBound
        }
        return header + bytes.bytes(in: position..<max(position, min(message.bodyStart, bytes.count)))
    }

    private static let freeText: Set<String> = [
        "subject", "thread-topic", "comments", "keywords", "content-description",
    ]
}

extension Standing {
    /// The flags that rules gave the copy, for any of those to whom the message was sent.
    fileprivate var copyFlags: Set<Character> {
        Set(recipients.filter { $0.state == .sent }.flatMap { $0.options.copyFlags ?? [] }.map(\.maildirFlag))
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
        case .delay: self = .delayed
        case .decide, .cancel, .begin, .vouch, .defer, .release: return nil
        }
    }
}
