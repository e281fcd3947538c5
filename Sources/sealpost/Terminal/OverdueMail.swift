// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail

/// A mail that a person is to look after, since it must reach a recipient by some time, in words.
struct OverdueMail {
    let deadline: Deadline
    let verdict: DeadlineVerdict
    let alarm: DeadlineAlarm
    /// Whether others of the same message must be reached by some time too, and are not settled.
    private let isOneOfSeveral: Bool

    /// Nil where nobody need look at it.
    init?(_ deadline: Deadline, _ verdict: DeadlineVerdict, isOneOfSeveral: Bool) {
        guard let alarm = verdict.gravest else { return nil }
        self.isOneOfSeveral = isOneOfSeveral
        self.deadline = deadline
        self.verdict = verdict
        self.alarm = alarm
    }

    /// What is known of it.
    var known: String {
        if let time = verdict.reached { return "reached only at \(Self.clock(time))" }
        let recipient = deadline.recipient
        switch recipient.state {
        case .queued, .decided, .sending, .deferred:
            return recipient.losses == 0 ? "not sent yet" : "may have been sent, and waits to be sent again"
        case .held: return "on hold"
        case .uncertain: return "uncertain whether sent"
        case .refused: return "not sent"
        case .cancelled: return "cancelled"
        case .sent:
            let progress = DeliveryProgress(deadline.reports.map(\.report))
            guard let event = progress.event else {
                return "sent \(Self.clock(recipient.changed)), nothing known since"
            }
            return "\(event.rawValue)\(progress.time.map { " \(Self.clock($0))" } ?? "")"
        }
    }

    /// What to do now.
    var advice: String {
        let id = deadline.message.id
        // What was done for one is not done for the others.
        let settle = "sealpost overdue settle \(id)\(isOneOfSeveral ? " --recipient ADDRESS" : "")"
        if alarm == .missed { return "decide what the delay means, and then: \(settle)" }
        switch deadline.recipient.state {
        case .held, .uncertain, .deferred: return "sealpost queue show \(id), or reach the recipient by another way"
        case .sent where alarm != .anotherWay && deadline.recipient.ticket?.url.isEmpty == false:
            return
                "look at \(deadline.recipient.ticket?.url ?? ""), or reach the recipient by another way; then: \(settle)"
        case .queued, .decided, .sending, .sent, .refused, .cancelled:
            return "reach the recipient by another way by \(Self.clock(deadline.time)), and then: \(settle)"
        }
    }

    static func clock(_ time: Timestamp) -> String { time.formatted("%Y-%m-%d %H:%M", inUTC: false) }
}
