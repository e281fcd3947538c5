// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A request that left, by its fingerprint: several entries can name it, when it was tried again or served several.
public struct DossierRequest: Sendable {
    /// What there is of it.
    public enum Content: Sendable {
        /// The body as it was sent: its SHA-256 is the fingerprint.
        case rebuilt(DossierFile.Writer, isJSON: Bool)
        /// The message's bytes are gone, and with them what it was made of.
        case removed
        /// Nothing was kept of how it was made, as with one of before that was done.
        case notKept
        /// What was made again is not what was sent.
        case differs
    }

    /// The SHA-256 of the body in hexadecimal digits.
    public var fingerprint: String
    /// The numbers of the entries that say that it was about to leave.
    public var entries: [Int64]
    /// What there is of it.
    public var content: Content

    /// Makes a request.
    public init(fingerprint: String, entries: [Int64], content: Content) {
        self.fingerprint = fingerprint
        self.entries = entries
        self.content = content
    }

    /// Where it lies in the dossier; nil where it is not there.
    var path: String? {
        guard case .rebuilt(_, let isJSON) = content, let first = entries.first else { return nil }
        return "requests/\(first).\(isJSON ? "json" : "eml")"
    }
}
