// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A fingerprint of an attachment as the service reports it.
///
/// The service does not say which algorithm it uses; 32 bytes in Base64 are what a SHA-256 has.
public struct ReportedFingerprint: Sendable, Hashable {
    /// The recipient in whose report it stands.
    public var recipient: String
    /// The attachment's name there.
    public var name: String
    /// The hash as it stands there.
    public var hash: String
    /// Whether the report says that the attachment was accepted; nil where it says nothing.
    public var isAccepted: Bool?

    /// Makes a fingerprint.
    public init(recipient: String, name: String, hash: String, isAccepted: Bool?) {
        self.recipient = recipient
        self.name = name
        self.hash = hash
        self.isAccepted = isAccepted
    }
}
