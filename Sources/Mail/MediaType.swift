// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What kind of data a body part holds.
///
/// RFC 2045, section 5.1. Parameters are decoded (RFC 2231) and keyed by lower-case name.
public struct MediaType: Sendable, Hashable {
    /// The type, lower case: `text`.
    public var type: String
    /// The subtype, lower case: `plain`.
    public var subtype: String
    /// The parameters by lower-case name.
    public var parameters: [String: String]

    /// Makes a media type.
    public init(_ type: String, _ subtype: String, parameters: [String: String] = [:]) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// `type/subtype`, without parameters.
    public var essence: String { "\(type)/\(subtype)" }

    /// What a body part is that does not say (RFC 2045, section 5.2).
    public static let plainText = MediaType("text", "plain", parameters: ["charset": "us-ascii"])
}
