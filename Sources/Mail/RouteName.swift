// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The name under which the settings know one way to deliver: `registered`, `secure`, `plain`, or a site's own.
public struct RouteName: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The name as written in settings and rule files.
    public var rawValue: String

    /// Takes any text; whether there is such a route is for the settings to say.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Takes any text; whether there is such a route is for the settings to say.
    public init(_ name: String) { self.rawValue = name }

    /// The name.
    public var description: String { rawValue }
}
