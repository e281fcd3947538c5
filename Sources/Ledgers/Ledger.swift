// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// The book of every message and what became of it for each recipient: it alone decides what is done next.
///
/// Each step is recorded before it is taken and after, in one transaction each, so that after a crash the book says what
/// is known and what is not. A claim is a transaction too, never a lock of the local machine: several processes, and with
/// another conformer several hosts, can share one ledger and never take the same delivery.
public protocol Ledger: Sendable {
    /// Whether the ledger knows the message.
    func contains(_ message: String) throws -> Bool

    /// Enters a message with what the rules say of each recipient, once: a message it knows is left as it is.
    ///
    /// Whoever got the same letter before, or is about to, is held in place of what the rules say. The transaction decides
    /// which of two is the earlier one, whichever processes enter them.
    /// - Parameter windows: For how many seconds after a mail was sent by a route the same letter is a duplicate; a route that
    ///   is missing, or has none, takes no part in that.
    /// - Returns: The addresses that are held for a duplicate.
    @discardableResult
    func enter(
        _ message: MessageRecord, decisions: [(recipient: String, decision: Decision)], windows: [RouteName: Double],
        at now: Timestamp
    ) throws -> [String]

    /// Whether another message is known by an id, by a mark of an earlier decision that still counts.
    ///
    /// A message that has the mark itself was no duplicate when it was first decided about, and isn't one later.
    func hasSeen(
        _ id: String, handle: String, recipient: String, except message: String, at now: Timestamp
    ) throws -> Bool

    /// Messages of which a recipient waits for the rules or the settings to be mended.
    func messagesToDecideAgain() throws -> [String]

    /// Applies new decisions to those recipients of a message that wait for the rules or the settings to be mended.
    ///
    /// Whoever waits for a route of the settings goes by that route when it is there again, and no rule is asked: a person
    /// may have chosen it. Duplicates are held as in ``enter(_:decisions:windows:at:)``.
    func decideAgain(
        _ message: String, decisions: [(recipient: String, decision: Decision)], routes: Set<RouteName>,
        windows: [RouteName: Double], at now: Timestamp
    ) throws

    /// Takes deliveries that are due for `owner`, so that nobody else takes them.
    ///
    /// - Parameters:
    ///   - places: How many requests may be under way, those counted that are.
    ///   - limit: How many requests at most, this time.
    ///   - owner: Who takes them; see ``recover(isAlive:retry:at:)``.
    ///   - together: Whether the recipients of one message by this route, with the same options, share a request.
    func claim(
        _ places: Places, limit: Int, owner: String, together: (RouteName) -> Bool, at now: Timestamp
    ) throws -> [Claim]

    /// Records that a request is about to leave; from here on it may have been sent.
    /// - Parameters:
    ///   - fingerprint: The SHA-256 of the request's body in hexadecimal digits.
    ///   - recipe: How to make that body again from the message's bytes; kept as long as these are.
    func begin(_ claim: Claim, fingerprint: String, recipe: [UInt8]?, at now: Timestamp) throws

    /// Keeps what entries of the log name by its SHA-256; what is there already stays as it is.
    func keep(_ exhibits: [Exhibit]) throws

    /// Records one outcome for each recipient of the claim, in order, lets go of it, and has all routes of the account wait
    /// where the outcomes or the quota say so.
    ///
    /// Where somebody has taken the owner for dead meanwhile, a "sent" still ends the uncertainty, and what was to be sent again and
    /// has not left; nothing else is recorded of it, and the fault `lostClaim` is thrown.
    func settle(_ claim: Claim, _ settlement: Settlement, retry: RetrySchedule, at now: Timestamp) throws

    /// Puts the recipients of a claim on hold before anything was sent, and lets go of it.
    func hold(_ claim: Claim, cause: HoldCause, reason: String, at now: Timestamp) throws

    /// Lets go of a claim before anything was sent, to be taken again from `time` on; impossible once a request began.
    func release(_ claim: Claim, until time: Timestamp) throws

    /// Deals with what owners left behind who are no more: an unsent claim is free again, and a request that was about to
    /// leave is uncertain, or is made again where `retry` says so. What waits for a time that a clock set which was ahead is
    /// tried now.
    /// - Returns: How many recipients became uncertain, and stay so.
    func recover(isAlive: (String) -> Bool, retry: RetrySchedule, at now: Timestamp) throws -> Int

    /// Looks at what has waited for long: gives up what can't be tried because its account waits, and whose time is over; and
    /// has those senders told whose mail is late.
    ///
    /// - Parameter limit: How many of either at most, so that others get at the ledger in between.
    /// - Returns: For how many recipients something followed.
    func judgeWaiting(_ retry: RetrySchedule, limit: Int, at now: Timestamp) throws -> Int

    /// What is known of each route: its pause, and what its service told of the quota.
    func conditions(at now: Timestamp) throws -> [RouteName: RouteCondition]

    /// When the first delivery becomes due that was not at `time`; nil where none waits for its time.
    func nextDue(after time: Timestamp) throws -> Timestamp?

    /// Messages to which something happened that a person may have to be told, or that may have to be filed; those with
    /// ids after `id`, in order.
    func messagesWantingAttention(after id: String, limit: Int) throws -> [Standing]

    /// Records that the news of a message is about to be told, and gives what is to be told.
    ///
    /// What was about to be told when a process stopped is told in the same words under the same name the next time, and
    /// what happened since is left for the telling after it: so no news is told twice.
    /// - Returns: The standing with the events to tell, and whether this is a repetition.
    func tell(_ message: String) throws -> (standing: Standing, isRepetition: Bool)?

    /// Records that everything up to `event` was attended to: notices filed, and a copy of the message in `filing`.
    func attended(_ message: String, upTo event: Int64, filing: Filing?, at now: Timestamp) throws

    /// All that is known of the messages that are not done with, or of all, oldest first.
    func standings(includingFinished: Bool) throws -> [Standing]

    /// All that is known of one message; `id` may be the beginning or the end of its id where that is unambiguous.
    func standing(of id: String) throws -> Standing?

    /// Ends what waits for a person as that person says, for one recipient, or for all where `recipient` is nil.
    ///
    /// Throws the fault `otherTicket` where a ticket is named that another mail has.
    /// - Returns: How many recipients changed.
    func apply(_ verdict: Verdict, to message: String, recipient: String?, at now: Timestamp) throws -> Int

    /// Messages done with before `time` whose content is still kept.
    func messagesToForget(before time: Timestamp) throws -> [String]

    /// Records that the content of a message is gone; what happened to it stays.
    func forget(_ message: String, at now: Timestamp) throws
}
