// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What has to be mended before a held recipient can go on.
public enum HoldCause: String, Sendable, Hashable, Codable {
    /// A rule, or the default, says that a person decides.
    case decision
    /// The rule files are broken or missing; goes on by itself when they are mended.
    case rules
    /// The settings lack the route; goes on by itself when they are mended.
    case settings
    /// The message itself can't be sent as it is.
    case message
    /// The same went to the same recipient before; a person says whether it is to go once more.
    case duplicate

    /// Whether it goes on by itself once something else is mended.
    public var isMendedElsewhere: Bool { self == .rules || self == .settings }
}
