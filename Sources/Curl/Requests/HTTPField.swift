// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One header field of a request or an answer.
///
/// RFC 9110, section 5.
public struct HTTPField: Sendable, Hashable {
    /// The name, whose case has no meaning.
    public var name: String
    /// The value, trimmed.
    public var value: String

    /// Makes a field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
