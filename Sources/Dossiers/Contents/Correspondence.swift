// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// The latest mails that came from a recipient's address, by their headers alone: they show that the address is in use.
public struct Correspondence: Sendable, Hashable, Codable {
    /// One mail.
    public struct Received: Sendable, Hashable, Codable {
        /// The Date field, in milliseconds since 1970; nil where it has none that can be read.
        public var date: Timestamp?
        /// The Message-ID without angle brackets; may be empty.
        public var messageID: String
        /// What the receiver's own server says of the mail's signature: the results named `dkim` of its
        /// Authentication-Results fields; empty where it says nothing.
        public var dkim: [String]
        /// The SHA-256 of the header's bytes, in hexadecimal digits.
        public var headerSHA256: String

        /// Makes a mail.
        public init(date: Timestamp?, messageID: String, dkim: [String], headerSHA256: String) {
            self.date = date
            self.messageID = messageID
            self.dkim = dkim
            self.headerSHA256 = headerSHA256
        }
    }

    /// The address.
    public var address: String
    /// The mails, the latest first.
    public var received: [Received]
    /// How many there were in all.
    public var count: Int

    /// Makes an account of a correspondence.
    public init(address: String, received: [Received], count: Int) {
        self.address = address
        self.received = received
        self.count = count
    }
}
