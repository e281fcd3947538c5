// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Something that happens to one recipient of one message, from outside the ledger.
indirect enum Occurrence: Sendable, Hashable {
    /// The rules have decided.
    case decision(Decision)
    /// The route that was chosen is in the settings again.
    case routeReturned(RouteName)
    /// A route was to be chosen, and the same letter goes to the same recipient already.
    case duplicate(String, of: Occurrence)
    /// A person, named, has said something.
    case verdict(Verdict, by: String)
    /// A request with this fingerprint is about to leave.
    case begin(String)
    /// It can't be sent as it is.
    case unsendable(HoldCause, reason: String)
    /// The local machine is at fault, before anything left; it may be tried again from this time on.
    case localFault(until: Timestamp)
    /// The request has ended; the number from 0 to 1 spreads pauses.
    case outcome(Outcome, RetrySchedule, jitter: Double)
    /// The same, told by a process that others took for dead.
    case lateOutcome(Outcome)
    /// A service says of its own that it took it; the text is what shows that.
    case found(Ticket, text: String)
    /// A ticket may be that of an earlier request of its, and isn't surely; the text says which, and why not.
    case doubted(String)
    /// Nobody knows whether it was taken, and the settings may have it sent again; the number from 0 to 1 spreads pauses.
    case repetition(RetrySchedule, jitter: Double)
    /// The process that had claimed it is no more.
    case ownerGone
    /// Time has passed; the pause is that of its account.
    case waiting(RetrySchedule, AccountPause?)

    /// The states in which it can happen; in any other the program is at fault.
    var states: Set<DeliveryState> {
        switch self {
        case .decision: [.queued, .held]
        case .routeReturned: [.held]
        case .begin, .unsendable, .localFault: [.decided, .deferred]
        case .outcome: [.sending]
        case .duplicate(_, let occurrence): occurrence.states
        case .verdict, .repetition, .lateOutcome, .found, .doubted, .ownerGone, .waiting: Set(DeliveryState.allCases)
        }
    }
}
