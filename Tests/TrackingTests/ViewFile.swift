// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import TerminalText
import Testing

@testable import Tracking

/// Mails as a person writes them down in a file: a word and its value on each line.
struct ViewFile {
    private(set) var mails: [TrackedMail] = []
    private(set) var now = Timestamp(seconds: 0)
    private(set) var offset = 0

    init(_ file: URL) throws {
        for (number, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated() {
            let words = line.trimmingCharacters(in: .whitespaces).split(separator: " ", maxSplits: 1).map(String.init)
            guard !words.isEmpty, !words[0].hasPrefix("#") else { continue }
            try read(words[0], words.count > 1 ? words[1] : "", number + 1)
        }
    }

    /// The clock of the person who looks.
    var clock: LocalClock { LocalClock(now: now) { [offset] _ in offset } }

    private mutating func read(_ word: String, _ value: String, _ line: Int) throws {
        switch word {
        case "now": now = try time(value)
        case "offset": offset = try #require(Int(value), "line \(line)")
        case "mail":
            mails.append(TrackedMail(id: value, messageID: "", subject: "", sender: "", arrived: now, recipients: []))
        case "message-id": mails[mails.count - 1].messageID = value
        case "subject": mails[mails.count - 1].subject = value.replacing("\\e", with: "\u{1B}")
        case "from": mails[mails.count - 1].sender = value
        case "arrived": mails[mails.count - 1].arrived = try time(value)
        case "to":
            mails[mails.count - 1].recipients.append(
                TrackedRecipient(
                    address: value, route: "", status: .state(.queued), since: now, isSettled: false,
                    told: TrackedRecipient.Told(headline: "")))
        default:
            let index = mails[mails.count - 1].recipients.count - 1
            try read(word, value, line, into: &mails[mails.count - 1].recipients[index])
        }
    }

    private func read(_ word: String, _ value: String, _ line: Int, into recipient: inout TrackedRecipient) throws {
        switch word {
        case "redirected-to": recipient.redirectedTo = value
        case "route": recipient.route = value
        case "state": recipient.status = .state(try #require(DeliveryState(rawValue: value), "line \(line)"))
        case "event": recipient.status = .event(try #require(DeliveryEvent(rawValue: value), "line \(line)"))
        case "since": recipient.since = try time(value)
        case "reach-by": recipient.deadline = try time(value)
        case "reason": recipient.reason = value
        case "ticket": recipient.ticket = Ticket(token: value, url: "")
        case "page": recipient.ticket?.url = value
        case "headline": recipient.told.headline = value
        case "meaning": recipient.told.meaning = value
        case "advice": recipient.told.advice = value
        case "step":
            let words = value.split(separator: " ", maxSplits: 1).map(String.init)
            recipient.timeline.append(TrackedStep(number: 1, time: try time(words[0]), headline: words[1]))
        case "evidence": recipient.timeline[recipient.timeline.count - 1].isEvidence = true
        case "learnt": recipient.timeline[recipient.timeline.count - 1].learnt = try time(value)
        case "detail": recipient.timeline[recipient.timeline.count - 1].details.append(value)
        case "source": recipient.timeline[recipient.timeline.count - 1].source = value
        default: Issue.record("line \(line): \(word) is no word of such files")
        }
    }

    private func time(_ text: String) throws -> Timestamp {
        Timestamp(seconds: Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970))
    }
}
