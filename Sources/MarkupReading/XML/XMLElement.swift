// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One element of an XML document: its name, its attributes, and how deep it lies.
public struct XMLElement: Sendable, Hashable {
    /// The name without a prefix.
    public var name: String
    /// The values by the names without prefixes; of attributes of one name the first.
    public var attributes: [String: String]
    /// How many elements it lies in.
    public var depth: Int
}
