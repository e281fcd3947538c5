// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Both services, simulated on this machine's loopback interface, for tests and for trying Sealpost out.
///
/// It listens from ``start(_:)`` to ``stop(grace:)`` and answers as the services document it; ``fault(_:)`` makes it
/// misbehave. Whatever it accepted is in ``accepted``, since what matters about a client is what it sent, and how often.
public final class Sandbox: Sendable {
    /// The URL on which it listens, without a slash at the end.
    public let url: String
    /// The configuration it was started with.
    public let configuration: SandboxConfiguration

    private let exchange: Exchange
    private let server: LoopbackServer

    private init(_ configuration: SandboxConfiguration, exchange: Exchange, server: LoopbackServer) {
        self.configuration = configuration
        self.exchange = exchange
        self.server = server
        url = server.url
    }

    /// Starts a sandbox; it takes connections when this returns.
    public static func start(_ configuration: SandboxConfiguration = .init()) async throws(SandboxError) -> Sandbox {
        let address = try LoopbackAddress(configuration.host)
        var store: RequestStore?
        if let folder = configuration.store { store = try RequestStore(folder) }
        let exchange = Exchange(configuration, store: store, postbox: try Postbox(configuration.mails))
        let gateway = Gateway(exchange: exchange, configuration: configuration)
        let server = try await LoopbackServer.start(
            on: address, port: configuration.port, largestBody: configuration.largestBody
        ) { await gateway.answer($0) }
        await exchange.set(url: configuration.publicURL ?? server.url)
        return Sandbox(configuration, exchange: exchange, server: server)
    }

    /// Stops listening and closes all connections; answers under way get this many seconds to end.
    public func stop(grace: Double = 0) async { await server.stop(grace: grace) }

    // MARK: Where things are

    /// The URL of the token endpoint, grant type included.
    public var tokenURL: String { url + "/oauth/client_credential/accesstoken?grant_type=client_credentials" }
    /// The base URL of the registered service.
    public var registeredURL: String { url + configuration.registered.base }
    /// The base URL of the secure service.
    public var secureURL: String { url + configuration.secure.base }

    // MARK: What it got

    /// All accepted requests, in order.
    public var accepted: [AcceptedRequest] { get async { await exchange.accepted } }

    /// The accepted requests of one endpoint, in order.
    public func accepted(at endpoint: Endpoint) async -> [AcceptedRequest] {
        await exchange.accepted.filter { $0.endpoint == endpoint }
    }

    /// An accepted request with its body, even where the body is kept in the store only; nil for no such number.
    public func request(_ sequence: Int) async -> AcceptedRequest? { await exchange.request(sequence) }

    /// How many requests have come to an endpoint, refused ones included.
    public func arrivals(at endpoint: Endpoint) async -> Int { await exchange.arrivals(at: endpoint) }

    /// How many access tokens have been given out.
    public var tokensIssued: Int { get async { await exchange.tokensIssued } }

    /// All tickets, in order.
    public var tickets: [RegisteredTicket] { get async { await exchange.allTickets } }

    /// The ticket of a token.
    public func ticket(_ token: String) async -> RegisteredTicket? { await exchange.ticket(token) }

    // MARK: How it is to behave

    /// Lets a fault befall a coming request; faults wait in the order given.
    public func fault(_ fault: Fault) async { await exchange.add(fault) }

    /// Lets faults befall requests at random; nil ends that.
    public func faultAtRandom(_ random: RandomFaults?) async { await exchange.set(random) }

    /// The faults that have not befallen a request yet.
    public var pendingFaults: [Fault] { get async { await exchange.pendingFaults } }

    /// Drops all faults, those at random too.
    public func clearFaults() async { await exchange.clearFaults() }

    /// Lets something happen to a ticket; `forced` lets it happen out of order.
    @discardableResult
    public func advance(
        ticket token: String, to kind: TicketEvent.Kind, detail: String = "", forced: Bool = false
    ) async throws(SandboxError) -> RegisteredTicket {
        try await exchange.advance(token, kind, detail: detail, forced: forced)
    }

    /// Lets the registered service write a mail about a ticket, without anything happening to it.
    public func mail(
        about token: String, _ kind: TicketEvent.Kind, as forgery: Forgery = .none
    ) async throws(SandboxError) {
        try await exchange.mail(about: token, kind, forgery)
    }

    /// Sets whether a domain may send secure mail; makes its account if there is none.
    public func setDomain(_ domain: String, valid: Bool) async { await exchange.set(domain, valid: valid) }

    /// Sets the quota and starts a new period.
    public func setQuota(_ quota: Quota) async { await exchange.set(quota) }

    /// Ends all access tokens, as if their time had come.
    public func revokeTokens() async { await exchange.revokeTokens() }

    /// Moves the sandbox's clock on: tokens end and periods pass without anybody waiting.
    public func advance(seconds: Double) async { await exchange.advanceClock(by: seconds) }
}
