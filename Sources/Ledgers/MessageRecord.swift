// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the ledger keeps of a message: enough for people to know it again, nothing of its text.
public struct MessageRecord: Sendable, Hashable {
    /// The spool's id.
    public var id: String
    /// By which door it came.
    public var door: Door
    /// When a door accepted it.
    public var arrived: Timestamp
    /// The envelope sender, or the author where the door was told none.
    public var sender: Address
    /// The Message-ID without angle brackets; empty where it has none.
    public var messageID: String
    /// The decoded subject.
    public var subject: String
    /// How many bytes it has.
    public var size: Int
    /// What the sender asks of notices.
    public var notification: NotificationRequest
    /// The SHA-256 of its exact bytes, in hexadecimal digits; empty where nobody computed it.
    ///
    /// Only the log keeps it.
    public var digest: String
    /// What tells the letter from others, in hexadecimal digits, however often and in whatever envelope it comes; empty where
    /// nobody computed it.
    ///
    /// For finding duplicates; a record that the ledger gives has none.
    public var content: String

    /// Makes a record.
    public init(
        id: String, door: Door, arrived: Timestamp, sender: Address, messageID: String, subject: String, size: Int,
        notification: NotificationRequest = NotificationRequest(),
        digest: String = "", content: String = ""
    ) {
        self.id = id
        self.door = door
        self.arrived = arrived
        self.sender = sender
        self.messageID = messageID
        self.subject = subject
        self.size = size
        self.notification = notification
        self.digest = digest
        self.content = content
    }

    /// The record as SQLite can hold it.
    var storable: MessageRecord {
        var copy = self
        copy.sender = Address(name: sender.name.withoutNUL, mailbox: sender.mailbox.withoutNUL)
        copy.messageID = messageID.withoutNUL
        copy.subject = subject.withoutNUL
        return copy
    }
}
