// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the log says of a deadline: that an alarm was raised, or that a person sees to it.
public struct DeadlineEntry: Sendable, Hashable {
    /// The entry's number.
    public var number: Int64
    /// The hash after the entry.
    public var hash: String
    /// The ledger's number of the recipient.
    public var recipient: Int64
    /// When it was written down.
    public var time: Timestamp
    /// The deadline that it is about: mended rules may give another.
    public var deadline: Timestamp
    /// What was raised; nil where a person said that nothing more is to be done.
    public var alarm: DeadlineAlarm?
}

extension DeadlineEntry {
    /// The facts of an entry.
    static func facts(_ alarm: DeadlineAlarm?, _ deadline: Timestamp) -> [LogFact] {
        [LogFact("alarm", alarm?.rawValue ?? settled), LogFact("deadline", "\(deadline.milliseconds)")]
    }

    /// Reads an entry's facts; nil where they are none of a deadline.
    init?(number: Int64, hash: String, recipient: Int64, time: Timestamp, facts: LogFacts) {
        guard let list = facts.list else { return nil }
        let values = Dictionary(list.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        guard let deadline = values["deadline"].flatMap(Int64.init), let word = values["alarm"] else { return nil }
        let alarm = DeadlineAlarm(rawValue: word)
        guard alarm != nil || word == Self.settled else { return nil }
        self.init(
            number: number, hash: hash, recipient: recipient, time: time, deadline: Timestamp(milliseconds: deadline),
            alarm: alarm)
    }

    /// What stands in place of an alarm where a person says that nothing more is to be done.
    private static let settled = "settled"
}
