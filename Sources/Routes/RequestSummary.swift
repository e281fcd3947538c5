// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a request holds, for a person who wants to know before it is sent.
public struct RequestSummary: Sendable, Hashable {
    /// One attachment as the route passes it on.
    public struct Attachment: Sendable, Hashable {
        /// The file name that is sent.
        public var name: String
        /// The media type that is sent.
        public var type: String
        /// The bytes it takes in the request, after encoding.
        public var encodedBytes: Int
    }

    /// Where the request goes: an address, or a command.
    public var destination: String
    /// The subject that is sent.
    public var subject: String
    /// The size of the message, in bytes.
    public var messageBytes: Int
    /// The size of the request's body, in bytes.
    public var requestBytes: Int
    /// The attachments that are sent as such; empty where the message goes as a whole.
    public var attachments: [Attachment]
    /// What differs from the message, or gets lost, each in a phrase.
    public var remarks: [String]
}
