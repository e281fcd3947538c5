// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a status source says of an attachment of a sent mail, in its own words.
public struct ReportedAttachment: Sendable, Hashable {
    /// The file's name there.
    public var name: String
    /// The fingerprint as it came: Base64 of SHA-256 as far as is known.
    public var fingerprint: String
    /// Whether it is said to be accepted; nil where nothing is said of that.
    public var isAccepted: Bool?

    /// Makes what is said of an attachment.
    public init(name: String, fingerprint: String, isAccepted: Bool?) {
        self.name = name
        self.fingerprint = fingerprint
        self.isAccepted = isAccepted
    }
}
