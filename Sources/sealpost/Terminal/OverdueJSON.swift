// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// Who has not been reached, for programs.
enum OverdueJSON {
    private struct Mail: Encodable {
        var id: String
        var recipient: String
        var subject: String
        var alarm: String
        var alarms: [String]
        var mustReachBy: String
        var lastSafeMoment: String
        var reached: String?
        var state: String
        var route: String?
        var reported: String?
        var ticket: String?
        var ticketURL: String?
        var known: String
        var advice: String
    }

    /// A mail in one line.
    static func line(_ mail: OverdueMail) throws -> String {
        let recipient = mail.deadline.recipient
        return try JSONText.line(
            Mail(
                id: mail.deadline.message.id, recipient: recipient.address, subject: mail.deadline.message.subject,
                alarm: mail.alarm.rawValue, alarms: mail.verdict.alarms.sorted().map(\.rawValue),
                mustReachBy: mail.deadline.time.rfc3339, lastSafeMoment: mail.verdict.lastSafeMoment.rfc3339,
                reached: mail.verdict.reached?.rfc3339, state: recipient.state.rawValue,
                route: recipient.route?.rawValue,
                reported: DeliveryProgress(mail.deadline.reports.map(\.report)).event?.rawValue,
                ticket: recipient.ticket?.token, ticketURL: recipient.ticket?.url, known: mail.known,
                advice: mail.advice), snakeCase: true)
    }
}
