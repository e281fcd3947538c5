// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One thing that happened to one recipient; events are only ever added.
public struct LedgerEvent: Sendable, Hashable {
    /// The number in the ledger, growing.
    public var number: Int64
    /// The ledger's number of the recipient.
    public var recipient: Int64
    /// When it happened.
    public var time: Timestamp
    /// What happened.
    public var step: DeliveryStep
    /// The state after it.
    public var state: DeliveryState
    /// What is to be said of it, in one line.
    public var text: String
}
