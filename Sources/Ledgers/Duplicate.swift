// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// An earlier mail with the same letter for the same recipient.
struct Duplicate {
    /// The earlier mail's id.
    let message: String
    /// When a door accepted it.
    let arrived: Timestamp
    /// Where it stands for that recipient.
    let recipient: RecipientRecord

    /// Whether a letter that was accepted at this time is a duplicate of it.
    ///
    /// What may still be sent counts whatever its age: somebody writes again just because nothing is seen of it. What was
    /// sent, or may have been, counts for a time.
    /// - Parameter window: That time in seconds; 0 where its route takes no part in this.
    func counts(at arrival: Timestamp, window: Double) -> Bool {
        guard window > 0 else { return false }
        return switch recipient.state {
        case .decided, .sending, .deferred, .held, .uncertain: true
        case .sent, .cancelled: arrival < recipient.changed.advanced(bySeconds: window)
        case .queued, .refused: false
        }
    }

    /// What a person has to know of it, to decide.
    var text: String {
        let ticket = recipient.ticket.map { ", ticket \($0.token)" } ?? ""
        return
            "the same letter to \(recipient.destination) \(standing): message \(message), accepted \(arrived.rfc3339), "
            + "by the route \(recipient.route?.rawValue ?? "-")\(ticket)"
    }

    private var standing: String {
        let since = recipient.changed.rfc3339
        return switch recipient.state {
        case .sent: "was sent at \(since)"
        case .uncertain: "may have been sent, uncertain since \(since)"
        case .cancelled: "may have been sent, and was cancelled while uncertain at \(since)"
        case .deferred: "waits to be sent, deferred since \(since)"
        case .held: "is on hold since \(since)"
        case .queued, .decided, .sending, .refused: "is about to be sent"
        }
    }
}
