// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
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

    /// What is there now.
    func picture() throws -> StatusPicture {
        let accounts =
            switch choice {
            case .since(let time): try ledger.accounts(of: try ledger.messages(since: time))
            case .one(let id): try ledger.accounts(of: [id])
            }
        let isOne = if case .one = choice { true } else { false }
        return StatusPicture(
            accounts: accounts,
            mails: accounts.map { TrackedMail($0.standing, history: $0.history, routes: routes) }, isOfOne: isOne,
            accepted: isOne ? 0 : (try? assembly.spool.newIDs().count) ?? 0)
    }
}
