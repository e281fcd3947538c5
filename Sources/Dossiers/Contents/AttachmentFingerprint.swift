// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Digests

/// An attachment of the message and its fingerprint, computed over its decoded bytes.
public struct AttachmentFingerprint: Sendable, Hashable {
    /// Its place in the message, as IMAP counts.
    public var part: String
    /// Its file name; may be empty.
    public var name: String
    /// Its media type.
    public var type: String
    /// How many bytes it has, decoded.
    public var size: Int
    /// The SHA-256 of these bytes.
    public var digest: Digest

    /// Makes a fingerprint.
    public init(part: String, name: String, type: String, size: Int, digest: Digest) {
        self.part = part
        self.name = name
        self.type = type
        self.size = size
        self.digest = digest
    }
}
