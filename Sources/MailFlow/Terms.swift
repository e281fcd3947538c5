// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail

/// On which terms a message was accepted; they stand above what the rules choose.
struct Terms {
    let entry: SpoolEntry
    /// What each route does.
    let kinds: [RouteName: RouteKind]

    init(_ entry: SpoolEntry, _ ways: [RouteName: Mailbox.Way]) {
        self.entry = entry
        kinds = ways.mapValues(\.kind)
    }

    /// The decision, or a hold where the terms rule it out.
    func applied(to decision: Decision, for recipient: String) -> Decision {
        var decision = decision
        let isOver = decision.mustReachBy?.isOver(at: entry.arrived) ?? false
        decision.deadline = isOver ? nil : decision.mustReachBy?.deadline(for: entry.arrived)
        let route: RouteName
        switch decision.action {
        case .route(let name, _), .redirect(_, let name, _): route = name
        case .hold, .refuse, .discard: return decision
        }
        if let reason = objection(to: route, for: recipient) {
            (decision.action, decision.holdCause) = (.hold(reason), .decision)
        } else if isOver {
            // Whoever mends the rule that has an old date need not release each mail; none of them counts as seen until then.
            (decision.action, decision.holdCause, decision.marks) = (.hold(Self.over), .rules, [])
        }
        return decision
    }

    private static let over =
        "the time by which it must reach the recipient (X-Sealpost-Must-Reach-By) was over when it was submitted; released as "
        + "it is, it goes without such a time"

    /// What the rules decide, on these terms.
    func applied(to decisions: [(recipient: String, decision: Decision)]) -> [(recipient: String, decision: Decision)] {
        decisions.map { ($0.recipient, applied(to: $0.decision, for: $0.recipient)) }
    }

    private func objection(to route: RouteName, for recipient: String) -> String? {
        if isReport, kinds[route] == .registered || kinds[route] == .secure {
            return "a mail without a sender, such as a bounce, does not go by \(route) unless somebody says so"
        }
        guard let restriction = entry.restriction, !restriction.allows(route, for: recipient) else { return nil }
        let names = restriction.routes.map(\.rawValue).joined(separator: " or ")
        return "it was taken to go by \(names) and no other way, and the rules now choose \(route)"
    }

    /// Whether a mail system reports by it, not a person: it came by a pipe, into which a mail server puts bounces too, and
    /// has the null sender, or that of a mail system (RFC 3834, section 2).
    private var isReport: Bool {
        guard entry.door == .pipe, let sender = entry.envelope.sender else { return false }
        return sender.isEmpty || Address(mailbox: sender).localPart.lowercased() == "mailer-daemon"
    }
}
