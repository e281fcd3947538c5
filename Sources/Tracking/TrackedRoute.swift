// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the settings say of a route, as far as it matters to those who follow a mail.
public struct TrackedRoute: Sendable, Hashable {
    /// What kind of mail it is for.
    public var kind: RouteKind
    /// Whether it is learned what becomes of a mail once it is sent.
    public var isFollowed: Bool

    /// Makes a route.
    public init(kind: RouteKind, isFollowed: Bool) {
        self.kind = kind
        self.isFollowed = isFollowed
    }
}
