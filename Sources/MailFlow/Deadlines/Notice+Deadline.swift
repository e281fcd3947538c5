// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Notices

extension Happening {
    /// What an alarm is in a notice.
    init(_ alarm: DeadlineAlarm) {
        switch alarm {
        case .unannounced: self = .unannounced
        case .dueSoon: self = .dueSoon
        case .anotherWay: self = .anotherWay
        case .missed: self = .missed
        }
    }
}

extension Notice.Deadline {
    /// What is known of a recipient's mail.
    init(
        of recipient: RecipientRecord, at time: Timestamp, in standing: Standing, by proof: DeadlineTerms.Proof?
    ) {
        let reports = standing.reports.filter { $0.recipient == recipient.id }
        let reached = Reach(reports.map { ($0.report, $0.recorded) }, by: proof ?? .announced).time
        if let reached, reached > time {
            self.init(time: time, known: .reachedLate, since: reached)
            return
        }
        let progress = standing.progress(of: recipient)
        switch recipient.state {
        case .queued, .decided, .sending, .deferred:
            self.init(time: time, known: recipient.losses == 0 ? .waiting : .uncertain)
        case .held: self.init(time: time, known: .held, since: recipient.changed)
        case .uncertain: self.init(time: time, known: .uncertain, since: recipient.changed)
        case .refused, .cancelled: self.init(time: time, known: .ended, since: recipient.changed)
        case .sent:
            self.init(
                time: time, known: .sent(progress.event),
                since: progress.event == nil ? recipient.changed : progress.time)
        }
    }
}
