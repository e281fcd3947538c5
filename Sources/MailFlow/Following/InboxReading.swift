// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Doors
import Glibc
import Ledgers
import Mail
import Maildirs
import Reading
import Statuses

/// Reads the status mails of an inbox, finds out whose they are, and notes what they say.
///
/// The inbox is the user's: nothing in it is changed or moved.
struct InboxReading {
    let mailbox: Mailbox
    let ledger: any StatusLedger
    let inbox: StatusInbox

    /// The most files of one Maildir that one look opens, newest first.
    private static let most = 500
    /// A larger mail tells of no status.
    private static let largest = 1 << 20
    /// For how long a mail that fits nothing yet is looked at again, in seconds: the answer that brings its ticket may be
    /// on its way, and so may a key in DNS.
    private static let patience: Double = 7 * 86_400
    /// How far back a secure mail is looked for, in seconds.
    private static let memory: Double = 30 * 86_400

    /// Reads what is new in all Maildirs, as long as a condition holds.
    /// - Parameter memory: What earlier looks saw.
    func read(_ memory: inout InboxMemory, while goesOn: () -> Bool) async {
        for maildir in inbox.maildirs {
            let folder = "\(maildir.path) \(inbox.name) \(inbox.version)"
            // Before the look, so that what comes meanwhile makes a difference.
            let state = MaildirState(of: maildir)
            if let state, memory.settled[folder] == state { continue }
            memory.settled[folder] = nil
            do {
                if try await isSettled(maildir, folder, &memory, while: goesOn) { memory.settled[folder] = state }
            } catch {
                mailbox.log.failed("status_mail.\(inbox.name)", error)
            }
        }
    }

    /// Reads what is new in one Maildir.
    /// - Returns: Whether nothing in it has to be looked at again.
    private func isSettled(
        _ maildir: Maildir, _ folder: String, _ memory: inout InboxMemory, while goesOn: () -> Bool
    ) async throws -> Bool {
        let entries = try maildir.entries()
        let names = Set(entries.map { String($0.name.key) })
        let known = try ledger.lookedAt(names, in: folder)
        let new = entries.filter { !known.contains(String($0.name.key)) }.sorted { $0.fileName > $1.fileName }
        let uptime = mailbox.clock().uptime
        let due = new.filter { memory.isDue(String($0.name.key), in: folder, at: uptime) }
        var done: [String] = []
        for entry in due.prefix(Self.most) where goesOn() {
            let name = String(entry.name.key)
            if try await isDone(with: entry) { done.append(name) } else { memory.wait(name, in: folder, at: uptime) }
        }
        try ledger.note(lookedAt: done, in: folder)
        memory.keep(Set(new.map { String($0.name.key) }).subtracting(done), in: folder)
        return done.count == new.count
    }

    /// Looks at one file.
    /// - Returns: Whether it need not be looked at again.
    private func isDone(with entry: MaildirEntry) async throws -> Bool {
        guard let (bytes, age) = Self.contents(of: entry.path) else { return false }
        guard !bytes.isEmpty else { return true }
        let isDone = try await isDone(with: bytes)
        return isDone || age > Self.patience
    }

    private func isDone(with bytes: [UInt8]) async throws -> Bool {
        let message = mailbox.reader.read(bytes)
        guard let mail = StatusMail(message, as: inbox.form) else { return true }
        let tokens = mail.tokens
        let holders = try inbox.kind == .secure ? secureMails(mail) : tokens.flatMap(holders)
        if holders.isEmpty {
            if inbox.kind == .secure { return false }
            guard let token = tokens.first, tokens.count == 1 else { return true }
            return try await OpenTicket(mailbox: mailbox, ledger: ledger, inbox: inbox, token: token)
                .isSettled(by: mail) { await judge(bytes, message) }
        }
        let token = tokens.first ?? ""
        if holders.count > 1 || tokens.count > 1 {
            let reason = "it fits \(holders.count) mails and names \(tokens.count) tickets: nobody knows which it means"
            for holder in holders {
                try mailbox.note(
                    [mail.report(token: token, .unverified(reason: reason))], about: holder.recipient,
                    of: holder.message, in: ledger)
            }
            return true
        }
        switch await judge(bytes, message) {
        case .later(let reason):
            mailbox.log.failed("status_mail.\(inbox.name)", StatusFault("to be looked at again: \(reason)"))
            return false
        case .settled(let genuineness):
            try mailbox.note(
                [mail.report(token: token, genuineness)], about: holders[0].recipient, of: holders[0].message,
                in: ledger)
            return true
        }
    }

    private func holders(of token: String) throws -> [(message: String, recipient: RecipientRecord)] {
        try ledger.holders(of: token).filter { $0.recipient.route.map(inbox.routes.contains) ?? false }
    }

    /// The secure mails that a mail can be about: to an address that stands in it, and by Message-ID or else by subject.
    private func secureMails(_ mail: StatusMail) throws -> [(message: String, recipient: RecipientRecord)] {
        let since = Timestamp.now().advanced(bySeconds: -Self.memory)
        let addresses = Set(
            mail.words.split { " <>()[]\",;:".contains($0) }.filter { $0.contains("@") }.map {
                Address(mailbox: String($0.last == "." ? $0.dropLast() : $0)).canonical
            }
        ).sorted().prefix(20)
        let found = try addresses.flatMap { try ledger.sent(to: $0, by: inbox.routes, since: since) }
        let byID = found.filter {
            !$0.message.messageID.isEmpty
                && (mail.related.contains($0.message.messageID) || mail.words.contains("<\($0.message.messageID)>"))
        }
        let fitting = byID.isEmpty ? found.filter { TicketClaim(mail, .fetched).isAbout($0.message.subject) } : byID
        return Dictionary(fitting.map { ($0.recipient.id, ($0.message.id, $0.recipient)) }) { first, _ in first }
            .sorted { $0.key < $1.key }.map { (message: $0.value.0, recipient: $0.value.1) }
    }

    /// Judges on a thread of its own: a look-up would take one of the few that tasks share.
    private func judge(_ bytes: [UInt8], _ message: Message) async -> GenuinenessCheck.Finding {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: inbox.check.judge(bytes, message, as: inbox.form))
            }
        }
    }

    /// A file's bytes, none where it is too large, and its age in seconds; nil where it is gone or can't be read.
    ///
    /// Read, not mapped: other programs keep these files.
    private static func contents(of path: String) -> (bytes: [UInt8], age: Double)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let age = Double(Timestamp.now().seconds - Int64(status.st_mtim.tv_sec))
        guard status.st_size <= largest else { return ([], age) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: position), $0.count - position)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            position += count
        }
        return (bytes, age)
    }
}
