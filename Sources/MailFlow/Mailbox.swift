// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Doors
public import Ledgers
public import Mail
public import Maildirs
public import Reading
public import Routes
public import Rules

/// All that the flow works with: the folders, the ledger, the rules and the routes of one mailbox.
public struct Mailbox: Sendable {
    /// A route, and what the flow must know of it beside how it delivers.
    public struct Way: Sendable {
        /// The route.
        public var route: any Route
        /// What kind it is, for the words of notices.
        public var kind: RouteKind
        /// The account it uses, which it shares the quota of with other routes; empty if none.
        public var account: String
        /// For how many seconds after a mail was sent the same letter to the same recipient is held; 0 for never.
        public var duplicateWindow: Double
        /// How often a mail that may have been taken is sent again before a person is asked.
        public var repetitions: Int

        /// Makes a way.
        public init(
            route: any Route, kind: RouteKind, account: String, duplicateWindow: Double = 0, repetitions: Int = 0
        ) {
            self.route = route
            self.kind = kind
            self.account = account
            self.duplicateWindow = duplicateWindow
            self.repetitions = repetitions
        }
    }

    /// The outboxes.
    public var outboxes: [Outbox]
    /// What it means to come from an outbox, by its path.
    public var origins: [String: OutboxOrigin]
    /// The spool.
    public var spool: Spool
    /// The ledger.
    public var ledger: any Ledger
    /// Reads messages.
    public var reader: MessageReader
    /// Loads the rule files as they are now.
    public var loadRules: @Sendable () -> RuleSet
    /// Tells one state of the rule files from another, without reading them.
    public var rulesVersion: @Sendable () -> String
    /// The routes by name.
    public var ways: [RouteName: Way]
    /// Where copies of messages go; a filing that is not there is not made.
    public var copies: [Filing: Maildir]
    /// Where notices go.
    public var notices: Maildir
    /// The language of notices.
    public var language: String
    /// Whether notices hold their text as HTML too.
    public var hasHTMLNotices = true
    /// When deferred deliveries are tried again.
    public var retry: RetrySchedule
    /// How many requests at once.
    public var places: Places
    /// How long the content of a finished message is kept, in seconds.
    public var keepContent: Double
    /// How often the folders are looked at without being told of a change, in seconds.
    public var poll: Double
    /// The file whose lock is held by whoever files notices and copies.
    public var attentionLock: String
    /// What is said of all this on the log.
    public var log: FlowLog
    /// Which messages are being read, and which are read no more.
    var readings: Readings
    /// What of this place has a say in whom mail is for.
    public var place = Locality()
    /// What time it is for the outboxes.
    public var clock: @Sendable () -> Moment = { .now() }
    /// How it is learned what became of sent mails.
    public var statuses = StatusPlan()
    /// The ledger again, for that; nil follows nothing.
    public var statusLedger: (any StatusLedger)?
    /// How mails are looked after that must reach their recipients by some time; nil for not at all.
    public var deadlines: DeadlinePlan?

    /// How long each route's letters are remembered, to find duplicates of them.
    var duplicateWindows: [RouteName: Double] { ways.mapValues(\.duplicateWindow) }

    /// Does work whose failure must not keep other work from being done: it is logged, and done again at the next look.
    /// - Returns: Whether it was done.
    @discardableResult
    func tolerating(_ what: String, _ work: () throws -> Void) -> Bool {
        do {
            try work()
            return true
        } catch {
            log.failed(what, error)
            return false
        }
    }

    /// How long nothing need be done if nothing changes.
    ///
    /// - Parameter last: When deliveries were last taken: what was due then and was not taken waits for a request to end.
    func millisecondsUntilNextLook(after last: Timestamp, at now: Timestamp = .now()) -> Int32 {
        let times = [try? ledger.nextDue(after: last), try? deadlines?.ledger.nextDeadline(after: last)]
        let due = times.compactMap { $0?.milliseconds }.min() ?? .max
        let wait = min(Int64(max(poll, 1) * 1000), due == .max ? .max : due - now.milliseconds)
        return Int32(clamping: max(wait, 50))
    }
}
