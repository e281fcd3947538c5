// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One header field of a message, in the order of the message.
///
/// RFC 5322, section 2.2.
public struct HeaderField: Sendable, Hashable {
    /// The name as written, without the colon.
    public var name: String
    /// The value, unfolded, decoded (RFC 2047, RFC 6532) and trimmed.
    public var value: String
    /// The mailboxes of an address field, groups flattened; empty for other fields.
    public var addresses: [Address]
    /// Where the whole field lies in the message, its line ending included.
    public var range: Range<Int>

    /// Makes a header field.
    public init(name: String, value: String, addresses: [Address] = [], range: Range<Int> = 0..<0) {
        self.name = name
        self.value = value
        self.addresses = addresses
        self.range = range
    }

    /// Whether the field has this name; header names have no case.
    public func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }
}
