// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One HTTP header field.
public struct HeaderPair: Sendable, Hashable, Codable {
    /// The name as sent.
    public var name: String
    /// The value.
    public var value: String

    /// Makes a header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
