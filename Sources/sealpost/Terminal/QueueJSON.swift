// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Tracking

/// What the ledger knows of messages, for programs.
struct QueueJSON {
    private struct Recipient: Encodable {
        var address: String
        var redirectedTo: String?
        var state: String
        var route: String?
        var reason: String
        var holdCause: String?
        var attempts: Int
        var nextAttempt: String?
        var mustReachBy: String?
        var ticket: String?
        var ticketURL: String?
        var changed: String
        // What `sealpost status` says beside that.
        var status: String?
        var since: String?
        var settled: Bool?
        var timeline: [LogJSON.Entry]?
    }

    private struct Message: Encodable {
        var id: String
        var door: String
        var arrived: String
        var sender: String
        var subject: String
        var messageID: String
        var size: Int
        var contentDeleted: String?
        var recipients: [Recipient]
    }

    private let messages: [Message]

    init(_ standings: [Standing]) { messages = standings.map { Self.message($0) } }

    /// What became of messages too, and how that came.
    init(_ accounts: [(standing: Standing, history: [LogLink])], _ mails: [TrackedMail]) {
        messages = zip(accounts, mails).map { account, mail in
            var message = Self.message(account.standing)
            for (index, recipient) in mail.recipients.enumerated() {
                message.recipients[index].status = recipient.status.word
                message.recipients[index].since = recipient.since.rfc3339
                message.recipients[index].settled = recipient.isSettled
                message.recipients[index].timeline =
                    account.history.filter { $0.entry.concerns(recipient.address) }.map(LogJSON.tracked)
            }
            return message
        }
    }

    private static func message(_ standing: Standing) -> Message {
        Message(
            id: standing.message.id, door: standing.message.door.rawValue,
            arrived: standing.message.arrived.rfc3339,
            sender: standing.message.sender.mailbox, subject: standing.message.subject,
            messageID: standing.message.messageID, size: standing.message.size,
            contentDeleted: standing.contentDeleted?.rfc3339,
            recipients: standing.recipients.map { recipient in
                Recipient(
                    address: recipient.address, redirectedTo: recipient.redirectedTo,
                    state: recipient.state.rawValue,
                    route: recipient.route?.rawValue, reason: recipient.reason,
                    holdCause: recipient.holdCause?.rawValue, attempts: recipient.attempts,
                    nextAttempt: recipient.state == .deferred ? recipient.nextAttempt?.rfc3339 : nil,
                    mustReachBy: recipient.mustReachBy?.rfc3339,
                    ticket: recipient.ticket?.token, ticketURL: recipient.ticket?.url,
                    changed: recipient.changed.rfc3339)
            })
    }

    /// Prints the messages as an array.
    func print() throws {
        Swift.print(try JSONText.pretty(messages, snakeCase: true))
    }

    /// The messages, each in a line of its own.
    func lines() throws -> [String] { try messages.map { try JSONText.line($0, snakeCase: true) } }
}
