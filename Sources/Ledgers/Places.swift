// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// How many requests may be under way at once.
///
/// Two things keep one from holding up the others: each account may have a request under way whatever the others do, and
/// no message takes the last place of its account, so that others get past one whose recipients are slow.
public struct Places: Sendable {
    /// The most requests of one process, apart from the one that each account may always have.
    public var overall: Int
    /// The most requests of an account, of all processes.
    public var perAccount: Int
    /// The account that a route uses; a route without one counts as an account of its own.
    public var accounts: [RouteName: String]

    /// Sets limits.
    public init(overall: Int, perAccount: Int = .max, accounts: [RouteName: String] = [:]) {
        self.overall = overall
        self.perAccount = perAccount
        self.accounts = accounts
    }

    /// The requests that are under way, as the limits count them.
    struct Load {
        private enum Account: Hashable {
            case named(String)
            case route(RouteName)
        }

        private struct Share: Hashable {
            var account: Account
            var message: String
        }

        private let places: Places
        private var own = 0
        private var accounts: [Account: Int] = [:]
        private var shares: [Share: Int] = [:]

        init(_ places: Places) { self.places = places }

        private func account(of route: RouteName) -> Account {
            places.accounts[route].map(Account.named) ?? .route(route)
        }

        /// Counts a request.
        mutating func add(_ message: String, by route: RouteName, isOwn: Bool = true) {
            let account = account(of: route)
            own += isOwn ? 1 : 0
            accounts[account, default: 0] += 1
            shares[Share(account: account, message: message), default: 0] += 1
        }

        /// Whether some request may begin by this route.
        func hasRoom(for route: RouteName) -> Bool {
            let count = accounts[account(of: route)] ?? 0
            return count == 0 || count < places.perAccount && own < places.overall
        }

        /// Whether one for this message may.
        func hasRoom(for message: String, by route: RouteName) -> Bool {
            let share = shares[Share(account: account(of: route), message: message)] ?? 0
            return hasRoom(for: route) && share < max(min(places.perAccount, places.overall) - 1, 1)
        }
    }
}
