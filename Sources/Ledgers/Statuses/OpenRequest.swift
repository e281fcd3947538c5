// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A request that has left, or may have, and whose ticket nobody knows.
public struct OpenRequest: Sendable, Hashable {
    /// The message.
    public var message: MessageRecord
    /// The recipient.
    public var recipient: RecipientRecord
    /// When the request was about to leave.
    public var begun: Timestamp
    /// Whether the recipient is `sending` or `uncertain`, or may be sent again; else a person has ended the mail, or it was sent
    /// again.
    public var isOpen: Bool
}
