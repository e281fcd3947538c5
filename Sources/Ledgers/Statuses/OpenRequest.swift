// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A request that has left, or may have, and of which no outcome is known.
public struct OpenRequest: Sendable, Hashable {
    /// The message.
    public var message: MessageRecord
    /// The recipient, `sending` or `uncertain`.
    public var recipient: RecipientRecord
    /// When the request was about to leave.
    public var begun: Timestamp
}
