// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// The message that a dossier is about.
public struct DossierMessage: Sendable {
    /// What there is of its bytes.
    public enum Content: Sendable {
        /// The bytes that the door accepted, and the envelope before them.
        case kept(any MessageBytes, envelope: String)
        /// Removed after the time for which content is kept.
        case removed
        /// Not where it should be.
        case missing(String)
    }

    /// The id in the spool and the ledger.
    public var id: String
    /// The door.
    public var door: Door
    /// When the door accepted it.
    public var arrived: Timestamp
    /// Who sends it.
    public var sender: Address
    /// The Message-ID without angle brackets; may be empty.
    public var messageID: String
    /// The subject, with numbers masked as in all lists.
    public var subject: String
    /// How many bytes it has.
    public var size: Int
    /// The SHA-256 of the bytes as the log has it; empty where it has none.
    public var digest: String
    /// What there is of its bytes.
    public var content: Content

    /// Makes a message.
    public init(
        id: String, door: Door, arrived: Timestamp, sender: Address, messageID: String, subject: String, size: Int,
        digest: String, content: Content
    ) {
        self.id = id
        self.door = door
        self.arrived = arrived
        self.sender = sender
        self.messageID = messageID
        self.subject = subject
        self.size = size
        self.digest = digest
        self.content = content
    }
}
