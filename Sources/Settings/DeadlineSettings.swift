// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What counts as having reached a recipient, and when a person is told that a mail has not.
public struct DeadlineSettings: Sendable, Hashable {
    /// What shows that a mail reached its recipient.
    public enum Proof: String, Sendable, CaseIterable {
        /// It was announced.
        case announced
        /// It was accepted.
        case accepted
    }

    /// What shows that a mail reached its recipient.
    public var reachedBy: Proof
    /// How long before the deadline another way can still be taken, in seconds.
    public var warnBefore: Double
    /// How long after it was sent a registered mail is to have been announced, in seconds.
    public var announceWithin: Double

    init(_ table: SettingsTable) throws(SettingsFault) {
        reachedBy = try table.word("reached_by", default: Proof.announced)
        warnBefore = try table.duration("warn_before", default: "2d")
        announceWithin = try table.duration("announce_within", default: "2h")
        guard announceWithin >= 60 else { throw table.fault("announce_within", "must be at least \"1m\"") }
    }
}
