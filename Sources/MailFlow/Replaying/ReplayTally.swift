// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
public import Rules

/// How often each route was taken and each line decided; its size doesn't grow with the number of mails.
public struct ReplayTally: Sendable {
    /// A line of the rules, and for how many recipients it decided.
    public struct Line: Sendable {
        /// The line.
        public var line: ChoosingLine
        /// For how many recipients it decided, or had a part in a contradiction.
        public var count: Int
    }

    /// How many mails there were, those that can't be read included.
    public private(set) var mails = 0
    /// How many of them can't be read.
    public private(set) var unreadable = 0
    /// How many recipients were decided about.
    public private(set) var recipients = 0
    /// How many of them no line of the rules decided about.
    public private(set) var undecided = 0
    /// How many recipients go where.
    public private(set) var goals: [String: Int] = [:]
    /// How many recipients go elsewhere by the other rules: from where, and where to.
    public private(set) var moves: [Move: Int] = [:]

    /// A difference between two sets of rules.
    public struct Move: Sendable, Hashable {
        /// Where the one says.
        public var from: String
        /// Where the other says.
        public var to: String
    }

    private let known: [ChoosingLine]
    private var counts: [Decision.Place: Int] = [:]
    private let countsOthers: Bool

    /// - Parameter rules: The rules whose lines are counted: the ones to compare with, where there are two.
    public init(_ rules: RuleSet, comparing: Bool = false) {
        known = rules.choosingLines
        countsOthers = comparing
        for line in known { counts[line.place] = 0 }
    }

    /// Counts a mail.
    public mutating func add(_ mail: ReplayedMail) {
        mails += 1
        if mail.fault != nil { unreadable += 1 }
        for recipient in mail.recipients {
            recipients += 1
            goals[recipient.decision.goal, default: 0] += 1
            if let other = recipient.other, recipient.differs {
                moves[Move(from: recipient.decision.goal, to: other.goal), default: 0] += 1
            }
            let decision = countsOthers ? recipient.other ?? recipient.decision : recipient.decision
            let places = Set(decision.places).filter { counts[$0] != nil }
            if places.isEmpty { undecided += 1 }
            for place in places { counts[place, default: 0] += 1 }
        }
    }

    /// The lines that choose, in the order of the files, each with how often it did.
    public var lines: [Line] {
        known.map { Line(line: $0, count: counts[$0.place] ?? 0) }
    }

    /// How many recipients the other rules send elsewhere.
    public var differing: Int { moves.values.reduce(0, +) }
}
