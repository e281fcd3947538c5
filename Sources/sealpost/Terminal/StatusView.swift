// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Ledgers
import Mail
import MailFlow
import TerminalText
import Tracking

/// What `sealpost status` shows, read from the ledger as often as it is wanted.
struct StatusView {
    /// Which mails are shown.
    enum Choice {
        /// Those that wait, and those to which something happened since.
        case since(Timestamp)
        /// The one of this id.
        case one(String)
    }

    let ledger: SQLiteLedger
    private let assembly: Assembly
    private let choice: Choice
    private let routes: [RouteName: TrackedRoute]

    init(_ assembly: Assembly, _ ledger: SQLiteLedger, _ choice: Choice) {
        self.assembly = assembly
        self.ledger = ledger
        self.choice = choice
        routes = Dictionary(
            uniqueKeysWithValues: assembly.ways.map { name, way in
                let isFollowed =
                    assembly.statuses.sources[name] != nil
                    || assembly.statuses.inboxes.contains { $0.routes.contains(name) }
                // Of secure mail that arrives no service says anything.
                return (name, TrackedRoute(kind: way.kind, isFollowed: way.kind == .registered && isFollowed))
            })
    }

    private var isOfOne: Bool { if case .one = choice { true } else { false } }

    /// The ids of the mails, oldest first.
    private func ids() throws -> [String] {
        switch choice {
        case .since(let time): try ledger.messages(since: time)
        case .one(let id): [id]
        }
    }

    /// What is there now.
    /// - Parameter number: The mails of which there are later entries in the log than this one come with their steps.
    func picture(tellingAfter number: Int64) throws -> StatusPicture {
        let accounts = try ledger.accounts(of: try ids()) { isOfOne || $0.lastEvent > number }
        return StatusPicture(
            accounts: accounts, mails: accounts.map(mail), isOfOne: isOfOne,
            accepted: accepted)
    }

    /// How many messages the doors have accepted at which nobody has looked yet.
    var accepted: Int { isOfOne ? 0 : (try? assembly.spool.newIDs().count) ?? 0 }

    /// Tells when something may be new.
    func changes() throws(FileFault) -> FolderWatch {
        try FolderWatch([assembly.spool.accepted.path], files: [ledger.markFile])
    }

    /// Prints all of it for programs, one message after the other.
    func printJSON() throws {
        var list = JSONList()
        for id in try ids() {
            for account in try ledger.accounts(of: [id]) {
                for line in try QueueJSON([account], [mail(account)]).lines() { list.print(line) }
            }
        }
        list.end()
    }

    private func mail(_ account: (standing: Standing, history: [LogLink])) -> TrackedMail {
        TrackedMail(account.standing, history: account.history, routes: routes)
    }
}
