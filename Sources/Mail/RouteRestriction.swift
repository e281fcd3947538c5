// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// By which routes alone a message may go, as whoever handed it in asked for.
///
/// It stays with the message, because rules can say something else later than they did when the message was taken.
public struct RouteRestriction: Sendable, Hashable {
    /// The routes that were asked for.
    public var routes: [RouteName]
    /// The recipients for whom the rules chose another route already when the message was taken as a whole.
    public var exceptions: [String]

    /// Makes a restriction.
    public init(routes: [RouteName], exceptions: [String] = []) {
        self.routes = routes
        self.exceptions = exceptions
    }

    /// Whether a recipient's mail may go by a route.
    public func allows(_ route: RouteName, for recipient: String) -> Bool {
        let canonical = Address(mailbox: recipient).canonical
        return routes.contains(route) || exceptions.contains { Address(mailbox: $0).canonical == canonical }
    }
}
