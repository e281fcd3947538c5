// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the settings let rule files do: the routes there are, and what must be allowed before it happens.
public struct Profile: Sendable {
    /// The routes that `fileinto` may name.
    public var routes: [RouteName]
    /// The route of `keep`, also the implicit one; nil holds.
    public var defaultRoute: RouteName?
    /// Whether `discard` may drop a message silently.
    public var allowsDiscard: Bool
    /// The addresses that `redirect` may send to.
    public var redirectAddresses: [String]
    /// The options that the writer of a message may set by header fields of its own.
    public var writerOptions: Set<OptionName>

    /// Makes a profile; what is not given is not allowed.
    public init(
        routes: [RouteName], defaultRoute: RouteName? = nil, allowsDiscard: Bool = false,
        redirectAddresses: [String] = [], writerOptions: Set<OptionName> = []
    ) {
        self.routes = routes
        self.defaultRoute = defaultRoute
        self.allowsDiscard = allowsDiscard
        self.redirectAddresses = redirectAddresses
        self.writerOptions = writerOptions
    }

    /// Whether `redirect` may send to this address; domains and local parts have no case.
    func allowsRedirect(to address: String) -> Bool {
        let wanted = Address(mailbox: address).canonical
        return redirectAddresses.contains { Address(mailbox: $0).canonical == wanted }
    }
}
