// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB
public import Mail

/// Following what became of sent mails.
extension SQLiteLedger: StatusLedger {
    /// How many reports about one recipient are kept that nothing proves: more would be somebody's to fill the ledger with.
    static let mostUnverified = 20
    /// For how long a ticket that was taken to be asked about is nobody else's, in seconds.
    private static let patienceWithSources: Double = 600

    /// Writes reports about a recipient down, each once, and with them what the source says of the attachments.
    public func note(
        _ reports: [StatusReport], _ attachments: [ReportedAttachment] = [], about recipient: Int64,
        of message: String, at now: Timestamp
    ) throws -> [StatusReport] {
        // Asked again and again, and mostly nothing is new: that must not take the lock that writers need.
        let known = Set(try self.reports(of: message).filter { $0.recipient == recipient }.map(\.report))
        let unknown = reports.map(\.storable).filter { !known.contains($0) }
        guard !unknown.isEmpty else { return [] }
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            let row = try book.recipient(recipient)
            var earlier = try book.reports(of: message).filter { $0.recipient == recipient }.map(\.report)
            var noted: [StatusReport] = []
            let attachments = attachments.storable
            var said = try book.reportedAttachments(of: recipient, in: message)
            for report in unknown where !earlier.contains(report) {
                if !report.genuineness.isProven,
                    earlier.count(where: { !$0.genuineness.isProven }) >= Self.mostUnverified
                {
                    continue
                }
                var facts = report.facts
                if report.genuineness.isProven, !attachments.isEmpty, attachments != said {
                    facts += attachments.map(\.fact)
                    said = attachments
                }
                let number = try book.log(
                    LogEntry.report, of: message, recipient: (recipient, row.record.address),
                    state: row.record.state.rawValue, text: report.summary, facts: facts)
                try book.execute(
                    "UPDATE message SET last_event = ?, wants_attention = wants_attention OR ? WHERE id = ?",
                    [number, report.isNews(after: earlier), message])
                earlier.append(report)
                noted.append(report)
            }
            return noted
        }
    }

    /// The reports about the recipients of a message.
    public func reports(of message: String) throws -> [LoggedReport] {
        try database.read { try LedgerTransaction(database: $0).reports(of: message) }
    }

    // MARK: Asking

    /// Takes tickets that are due to be asked about.
    public func ticketsToAsk(about routes: Set<RouteName>, limit: Int, at now: Timestamp) throws -> [FollowedTicket] {
        let condition = """
            next <= ? AND recipient IN (
                SELECT id FROM recipient WHERE state = 'sent' AND route IN (\(Self.list(routes))))
            """
        let isNone = try database.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT 1 FROM ticket_status WHERE next <= ? LIMIT 1", arguments: [now.milliseconds])
                == nil
        }
        if isNone { return [] }
        return try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            let due = try Row.fetchAll(
                database, sql: "SELECT recipient, asked FROM ticket_status WHERE \(condition) ORDER BY next LIMIT ?",
                arguments: [now.milliseconds, limit])
            return try due.compactMap { row in
                let recipient = try book.recipient(row["recipient"])
                guard let ticket = recipient.record.ticket, let route = recipient.record.route else { return nil }
                try book.execute(
                    "UPDATE ticket_status SET next = ? WHERE recipient = ?",
                    [now.advanced(bySeconds: Self.patienceWithSources).milliseconds, recipient.record.id])
                return FollowedTicket(
                    message: recipient.message, recipient: recipient.record, token: ticket.token, route: route,
                    asked: row["asked"])
            }
        }
    }

    /// Records that a ticket was asked about.
    public func asked(about ticket: FollowedTicket, next: Timestamp?) throws {
        try database.write { database in
            try database.execute(
                sql: "UPDATE ticket_status SET next = ?, asked = asked + 1, last = ? WHERE recipient = ?",
                arguments: [next?.milliseconds, Timestamp.now().milliseconds, ticket.recipient.id])
        }
    }

    /// Lets a time pass before the tickets of some routes are asked about again.
    public func leaveAlone(_ routes: Set<RouteName>, until time: Timestamp) throws {
        try database.write { database in
            try database.execute(
                sql: """
                    UPDATE ticket_status SET next = max(next, ?) WHERE next IS NOT NULL AND recipient IN (
                        SELECT id FROM recipient WHERE route IN (\(Self.list(routes))))
                    """,
                arguments: [time.milliseconds])
        }
    }

    /// How many tickets of some routes were asked about since a time.
    public func questions(about routes: Set<RouteName>, since time: Timestamp) throws -> Int {
        try database.read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM ticket_status JOIN recipient ON recipient.id = ticket_status.recipient
                    WHERE last >= ? AND route IN (\(Self.list(routes)))
                    """,
                arguments: [time.milliseconds]) ?? 0
        }
    }

    // MARK: Whose a report is

    /// Who has a ticket.
    public func holders(of token: String) throws -> [(message: String, recipient: RecipientRecord)] {
        try database.read { database in
            try LedgerTransaction(database: database).holders(of: token).map { ($0.message, $0.record) }
        }
    }

    /// Mails that were sent to an address by some routes since a time.
    public func sent(
        to address: String, by routes: Set<RouteName>, since time: Timestamp
    ) throws -> [(message: MessageRecord, recipient: RecipientRecord)] {
        try database.read { database in
            let book = LedgerTransaction(database: database)
            return try book.recipients(goingTo: Address(mailbox: address).canonical, by: routes).compactMap { row in
                guard row.record.state == .sent, row.record.changed >= time else { return nil }
                return try book.standing(of: row.message).map { ($0.message, row.record) }
            }
        }
    }

    /// Whether a request for a recipient may have been taken whose ticket nobody knows.
    public func hasLostRequest(_ recipient: Int64) throws -> Bool {
        try database.read { database in
            let book = LedgerTransaction(database: database)
            return try book.firstLostRequest(book.recipient(recipient)) != nil
        }
    }

    /// Requests by some routes of which no outcome is known, and those to the same addresses whose tickets nobody knows.
    public func openRequests(by routes: Set<RouteName>) throws -> [OpenRequest] {
        try database.read { database in
            let book = LedgerTransaction(database: database)
            let open = try book.recipients(
                where: """
                    state IN ('sending', 'uncertain') OR (state IN ('decided', 'deferred', 'held') AND attempts > 0
                        AND EXISTS (SELECT 1 FROM event WHERE event.message = recipient.message
                            AND event.recipient = recipient.id AND step = 'lose'))
                    """, []
            ).filter { $0.record.route.map(routes.contains) == true }
            let addresses = Set(open.map { Address(mailbox: $0.record.destination).canonical }).sorted()
            let others = try addresses.flatMap { try book.recipients(goingTo: $0, by: routes) }.filter { other in
                !open.contains { $0.record.id == other.record.id }
            }
            return try (open + others).enumerated().compactMap { index, row in
                let isOpen = index < open.count
                let begun =
                    isOpen && !row.record.mayLeaveAgain ? try book.lastRequest(row) : try book.firstLostRequest(row)
                guard let begun, let message = try book.standing(of: row.message)?.message else { return nil }
                return OpenRequest(message: message, recipient: row.record, begun: begun, isOpen: isOpen)
            }
        }
    }

    /// Ends an uncertainty: the mail was sent, for its ticket was found.
    public func found(
        _ ticket: Ticket, of recipient: Int64, of message: String, text: String, at now: Timestamp
    ) throws -> Bool {
        try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            let row = try book.recipient(recipient)
            // Whoever looked for its owner may have looked a moment before the answer came that brought it.
            guard try book.holders(of: ticket.token).isEmpty, try book.firstLostRequest(row) != nil,
                try book.perform(.found(ticket, text: text), on: row, of: message)
            else { return false }
            try book.finishIfDone(message)
            return true
        }
    }

    /// Keeps from being sent again what a ticket may show to have been taken.
    public func doubt(
        _ token: String, of recipient: Int64, of message: String, because reason: String, at now: Timestamp
    ) throws -> Bool {
        try database.write { database in
            let book = LedgerTransaction(database: database, now: now)
            let row = try book.recipient(recipient)
            let unverified = try book.reports(of: message).filter {
                $0.recipient == recipient && !$0.report.genuineness.isProven
            }
            // Who says "send again" has been told of a ticket that was reported, and forged ones must not hold a mail for ever.
            guard !unverified.contains(where: { $0.report.ticket == token }), unverified.count < Self.mostUnverified,
                try book.firstLostRequest(row) != nil
            else { return false }
            return try book.perform(
                .doubted("not sent again yet: the ticket \(token) may be that of an earlier request, but \(reason)"),
                on: row, of: message)
        }
    }

    // MARK: Files looked at

    /// Which of the files of a folder were looked at.
    public func lookedAt(_ names: Set<String>, in folder: String) throws -> Set<String> {
        let known = try database.read { database in
            try String.fetchSet(database, sql: "SELECT name FROM looked_at WHERE folder = ?", arguments: [folder])
        }
        let gone = known.subtracting(names)
        if !gone.isEmpty {
            try database.write { database in
                for name in gone {
                    try database.cachedStatement(sql: "DELETE FROM looked_at WHERE folder = ? AND name = ?")
                        .execute(arguments: [folder, name])
                }
            }
        }
        return known.intersection(names)
    }

    /// Records that files were looked at.
    public func note(lookedAt names: [String], in folder: String) throws {
        guard !names.isEmpty else { return }
        try database.write { database in
            for name in names {
                try database.cachedStatement(
                    sql: "INSERT INTO looked_at (folder, name) VALUES (?, ?) ON CONFLICT DO NOTHING"
                ).execute(arguments: [folder, name])
            }
        }
    }

    /// Names as they can stand in a statement: those of the settings, which hold no quotation marks in their place.
    private static func list(_ routes: Set<RouteName>) -> String {
        routes.map { "'\($0.rawValue.replacing("'", with: "''"))'" }.sorted().joined(separator: ", ")
    }
}

extension LedgerTransaction {
    /// Who has a ticket.
    func holders(of token: String) throws -> [Row] {
        try recipients(where: "ticket_token = ?", [token.withoutNUL])
    }

    /// Recipients whose mail goes, or went, to an address by some routes.
    fileprivate func recipients(goingTo canonical: String, by routes: Set<RouteName>) throws -> [Row] {
        let rows =
            try recipients(where: "canonical = ?", [canonical])
            + recipients(where: "redirected_to IS NOT NULL AND canonical <> ?", [canonical])
        return rows.filter {
            Address(mailbox: $0.record.destination).canonical == canonical
                && $0.record.route.map(routes.contains) == true
        }
    }

    /// When the last request for a recipient was about to leave.
    fileprivate func lastRequest(_ recipient: Row) throws -> Timestamp? {
        try Int64.fetchOne(
            database, sql: "SELECT max(time) FROM event WHERE message = ? AND recipient = ? AND step = 'begin'",
            arguments: [recipient.message, recipient.record.id]
        ).map(Timestamp.init(milliseconds:))
    }

    /// When the first request for a recipient was about to leave that may have been taken, and whose ticket nobody knows.
    fileprivate func firstLostRequest(_ recipient: Row) throws -> Timestamp? {
        let events = try GRDB.Row.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT step, time FROM event WHERE message = ? AND recipient = ?
                        AND step IN ('begin', 'lose', 'send', 'vouch', 'defer', 'refuse') ORDER BY number
                    """), arguments: [recipient.message, recipient.record.id])
        var unanswered: Int64?
        var lost: [Int64] = []
        for event in events {
            let step: String = event["step"]
            if step == DeliveryStep.lose.rawValue, let time = unanswered { lost.append(time) }
            // With no request since, the ticket is that of one that was lost.
            if ["send", "vouch"].contains(step), unanswered == nil, recipient.record.ticket != nil {
                _ = lost.popLast()
            }
            unanswered = step == DeliveryStep.begin.rawValue ? event["time"] : nil
        }
        return lost.first.map(Timestamp.init(milliseconds:))
    }

    /// What was last said of the attachments of a recipient's mail.
    fileprivate func reportedAttachments(of recipient: Int64, in message: String) throws -> [ReportedAttachment] {
        let facts = try String.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT facts FROM event WHERE message = ? AND recipient = ? AND step = '\(LogEntry.report)'
                    ORDER BY number DESC
                    """), arguments: [message, recipient])
        return facts.lazy.map { ReportedAttachment.list(LogFacts(text: $0)) }.first { !$0.isEmpty } ?? []
    }

    /// The reports about the recipients of a message up to an event, each judged by those before it.
    func reports(of message: String, upTo event: Int64 = .max) throws -> [LoggedReport] {
        let rows = try GRDB.Row.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT number, hash, recipient, time, facts FROM event
                    WHERE message = ? AND number <= ? AND step = '\(LogEntry.report)' AND recipient IS NOT NULL
                    ORDER BY number
                    """), arguments: [message, event])
        var earlier: [Int64: [StatusReport]] = [:]
        return rows.compactMap { row in
            guard let report = StatusReport(LogFacts(text: row["facts"])) else { return nil }
            let recipient: Int64 = row["recipient"]
            let isNews = report.isNews(after: earlier[recipient] ?? [])
            earlier[recipient, default: []].append(report)
            return LoggedReport(
                number: row["number"], hash: row["hash"], recipient: recipient,
                recorded: Timestamp(milliseconds: row["time"]), report: report, isNews: isNews)
        }
    }
}

extension [ReportedAttachment] {
    /// What is said as the log can hold it.
    fileprivate var storable: [ReportedAttachment] { ReportedAttachment.list(LogFacts(map(\.fact))) }
}

extension StatusReport {
    /// The report as the log can hold it.
    fileprivate var storable: StatusReport { StatusReport(LogFacts(facts)) ?? self }
}
