// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A report as the log has it.
public struct LoggedReport: Sendable, Hashable {
    /// The entry's number.
    public var number: Int64
    /// The hash after the entry.
    public var hash: String
    /// The ledger's number of the recipient.
    public var recipient: Int64
    /// When it was written down.
    public var recorded: Timestamp
    /// What was reported.
    public var report: StatusReport
    /// Whether it said something new when it came.
    public var isNews: Bool
}
