// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How many calls a service allows and has counted, as one answer told it.
///
/// Anything but the texts may be missing: the services document names, and not how the values are written.
public struct AccountQuota: Sendable, Hashable, Codable {
    /// Calls allowed in a period.
    public var limit: Int?
    /// Calls made in it.
    public var used: Int?
    /// The period's length, in units.
    public var interval: Int?
    /// The unit: minute, hour, day, week, month.
    public var unit: String?
    /// When the count starts anew.
    public var reset: Timestamp?
    /// Until when no call is worth while, since all are used up; nil where some are left, or the end isn't known.
    public var usedUpUntil: Timestamp?
    /// What the service says about the end of this version of its interface; nil where it says `n/a` or nothing.
    public var sunset: String?
    /// The fields by their names, as they stood in the answer, each in one line.
    public var fields: [String: String]
    /// When it was learnt.
    public var learnt: Timestamp

    /// Makes a quota of which nothing but its texts is known.
    public init(fields: [String: String] = [:], learnt: Timestamp) {
        self.fields = fields
        self.learnt = learnt
    }
}
