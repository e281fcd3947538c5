// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the ledger keeps of one recipient of one message.
public struct RecipientRecord: Sendable, Hashable {
    /// The ledger's own number of it.
    public var id: Int64
    /// The address, as the message names it.
    public var address: String
    /// The address that a rule redirects it to; nil where none does.
    public var redirectedTo: String?
    /// Where it stands.
    public var state: DeliveryState
    /// The route that the rules chose; nil while they have not.
    public var route: RouteName?
    /// What the rules or the writer asked of the route.
    public var options: RouteOptions
    /// The stable identifier of this message for this recipient, sent along as `x-own-guid`.
    public var identifier: String
    /// How often a request was begun.
    public var attempts: Int
    /// How many requests may have been taken, since a person last said that none was.
    public var losses = 0
    /// The earliest time of the next attempt.
    public var nextAttempt: Timestamp?
    /// When a route was last chosen for it, by rules or a person: its time for being tried counts from then.
    public var decided: Timestamp
    /// Whether the sender was to be told that it is late.
    public var isToldLate: Bool
    /// Why it is on hold.
    public var holdCause: HoldCause?
    /// What is to be said of its state: the reason of a hold, the other side's last words.
    public var reason: String
    /// The last answer of the other side.
    public var answer: Answer?
    /// The ticket of a registered mail.
    public var ticket: Ticket?
    /// The lines of the rule files that decided.
    public var places: [Decision.Place]
    /// By when the mail must have reached it; nil where nobody asked for that.
    public var mustReachBy: Timestamp?
    /// When its state last changed.
    public var changed: Timestamp

    /// The address that gets the mail.
    public var destination: String { redirectedTo ?? address }

    /// Whether it waits for an attempt.
    var isWaiting: Bool { state == .decided || state == .deferred }

    /// Whether a request for it was begun, and another may leave: now, or when what holds it is mended or released.
    public var mayLeaveAgain: Bool { attempts > 0 && (isWaiting || state == .held) }
}
