// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// An attachment of an accepted mail, without its content.
public struct AcceptedAttachment: Sendable, Hashable, Codable {
    /// The name as sent.
    public var name: String
    /// The media type as sent.
    public var type: String
    /// The size in bytes, after decoding.
    public var size: Int
    /// The SHA-256 of the decoded bytes, in lower-case hexadecimal.
    public var sha256: String

    /// Makes a description of an attachment.
    public init(name: String, type: String, size: Int, sha256: String) {
        self.name = name
        self.type = type
        self.size = size
        self.sha256 = sha256
    }
}
