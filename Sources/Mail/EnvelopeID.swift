// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A name that the sender gives one sending of a message, which its notices repeat: the parameter ENVID.
///
/// RFC 3461, section 4.4; `-V` of sendmail.
public struct EnvelopeID: RawRepresentable, Sendable, Hashable, Codable {
    /// The name, decoded: printable ASCII, in which there may be spaces.
    public let rawValue: String

    /// The most characters of the encoded form.
    private static let limit = 100

    /// Takes a decoded name.
    /// - Returns: nil where it is empty, too long, or not printable ASCII.
    public init?(rawValue: String) {
        guard !rawValue.isEmpty, rawValue.utf8.allSatisfy({ 32...126 ~= $0 }),
            XText.encode(rawValue).utf8.count <= Self.limit
        else { return nil }
        self.rawValue = rawValue
    }

    /// Reads a name as a parameter holds it, in ``XText``.
    public init?(xtext: some StringProtocol) {
        guard let text = XText.decode(xtext) else { return nil }
        self.init(rawValue: text)
    }

    /// The name as a parameter holds it.
    public var xtext: String { XText.encode(rawValue) }
}
