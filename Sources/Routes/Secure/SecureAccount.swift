// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl

/// The domains of an account at the secure service.
public struct SecureAccount: Sendable {
    private let gateway: Gateway
    private let configuration: SecureConfiguration
    private let endpoint: Endpoint

    /// Makes an account; the error names the setting that can't be used.
    public init(gateway: Gateway, configuration: SecureConfiguration = SecureConfiguration()) throws(RouteFault) {
        self.gateway = gateway
        self.configuration = configuration
        self.endpoint = try ServiceAddress.endpoint(gateway.base, configuration.accountPath, setting: "account_path")
    }

    /// Makes a domain known: `POST /account`; `notify` hears of mail that can't be delivered securely.
    ///
    /// Gives the domain's DNS records where the answer holds them already.
    @discardableResult
    public func create(domain: String, notify: String) async throws(RouteFault) -> DomainRecords? {
        try Self.check(domain)
        try AddressCheck.check(notify, "address for notifications")
        var json = JSONObject()
        json.add("domain", domain)
        json.add(configuration.notifyField, notify)
        let body = SegmentedBody(json.finish(), of: [UInt8]())
        let answer = try await exchange(.post, endpoint, body)
        return JSONValue(answer.body).flatMap { DomainRecords($0, domain: domain) }
    }

    /// The DNS records that a domain needs, and how far they are: `GET /account?domain=`.
    public func show(_ domain: String) async throws(RouteFault) -> DomainRecords {
        try Self.check(domain)
        let query = "\(configuration.accountPath)?\(configuration.domainParameter)=\(TokenStore.formEncoded(domain))"
        let address = try ServiceAddress.endpoint(gateway.base, query, setting: "account_path")
        let answer = try await exchange(.get, address, nil)
        guard let records = JSONValue(answer.body).flatMap({ DomainRecords($0, domain: domain) }) else {
            throw RouteFault("\(answer.host): the answer holds no DNS records: \(OneLine.text(answer.body))")
        }
        return records
    }

    private func exchange(
        _ method: HTTPRequest.Method, _ endpoint: Endpoint, _ body: SegmentedBody?
    ) async throws(RouteFault) -> HTTPAnswer {
        let exchange = await gateway.exchange(method, endpoint, body: body)
        let (answer, error) = try exchange.answer()
        guard (200...299).contains(answer.status) else { throw exchange.fault(answer, error) }
        return answer
    }

    private static func check(_ domain: String) throws(RouteFault) {
        let isFit = domain.utf8.allSatisfy {
            $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "/")
        }
        guard isFit, domain.contains("."), !domain.hasPrefix("."), !domain.hasPrefix("-") else {
            throw RouteFault("\"\(OneLine.text(domain))\" is no domain name")
        }
    }
}
