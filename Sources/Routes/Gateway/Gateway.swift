// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl
public import Mail

/// One account at a service behind the API gateway: puts the token on each request, and keeps the quota that answers tell.
public actor Gateway {
    let base: Endpoint
    private let configuration: GatewayConfiguration
    private let client: HTTPClient
    private let tokens: TokenStore

    /// What the newest answer told of the quota; nil before the first.
    public private(set) var quota: AccountQuota?

    /// Makes an account; the error names the setting that can't be used.
    public init(_ configuration: GatewayConfiguration, client: HTTPClient) throws(RouteFault) {
        self.configuration = configuration
        self.client = client
        self.base = try ServiceAddress.endpoint(configuration.url, setting: "base_url")
        self.tokens = try TokenStore(configuration.token, client: client)
    }

    /// How an exchange ended, and the tokens that it used, so that nobody prints them.
    struct Exchange: Sendable {
        var result: Result<HTTPAnswer, Failure>
        var secrets: [String]
    }

    /// Why there is no answer.
    enum Failure: Error, Sendable {
        case noToken(TokenError)
        case transfer(TransferError)
    }

    /// Sends one request with a token; a second time, with a fresh token, only after 401, which says "not acted upon".
    func exchange(
        _ method: HTTPRequest.Method, _ endpoint: Endpoint, body: (any RequestBody)? = nil
    ) async -> Exchange {
        var secrets: [String] = []
        do throws(TokenError) {
            let token = try await tokens.token()
            secrets.append(token.text)
            let first = await send(method, endpoint, body, token)
            guard Self.status(of: first) == 401 else { return Exchange(result: first, secrets: secrets) }
            let fresh = try await tokens.token(insteadOf: token)
            secrets.append(fresh.text)
            return Exchange(result: await send(method, endpoint, body, fresh), secrets: secrets)
        } catch {
            return Exchange(result: .failure(.noToken(error)), secrets: secrets)
        }
    }

    private func send(
        _ method: HTTPRequest.Method, _ endpoint: Endpoint, _ body: (any RequestBody)?, _ token: AccessToken
    ) async -> Result<HTTPAnswer, Failure> {
        var fields = [
            HTTPField("Authorization", "Bearer \(token.text)"), HTTPField("Accept", "application/json"),
        ]
        if body != nil { fields.append(HTTPField("Content-Type", "application/json")) }
        if let version = configuration.apiVersion { fields.append(HTTPField("api-version", version)) }
        let request = HTTPRequest(method, endpoint, fields: fields, body: body, limits: configuration.limits)
        do throws(TransferError) {
            let answer = try await client.send(request)
            quota = AccountQuota(answer, at: .now()) ?? quota
            return .success(answer)
        } catch {
            return .failure(.transfer(error))
        }
    }

    private static func status(of result: Result<HTTPAnswer, Failure>) -> Int? {
        switch result {
        case .success(let answer): answer.status
        case .failure(.transfer(let error)):
            if case .tornAnswer(let answer) = error.progress { answer.status } else { nil }
        case .failure(.noToken): nil
        }
    }
}

extension Gateway.Exchange {
    /// What the exchange means for a mail.
    func outcome(_ rules: AnswerRules, now: Timestamp) -> Outcome {
        var rules = rules
        rules.secrets += secrets
        switch result {
        case .success(let answer):
            let transcript = AnswerTranscript(of: answer, hiding: rules.secrets)
            return rules.outcome(of: .success(answer), now: now).keeping(transcript)
        case .failure(.transfer(let error)):
            let outcome = rules.outcome(of: .failure(error), now: now)
            guard case .tornAnswer(let torn) = error.progress else { return outcome }
            return outcome.keeping(AnswerTranscript(of: torn, isTorn: true, hiding: rules.secrets))
        case .failure(.noToken(let error)):
            return .deferred(Deferral(answer: error.answer, notBefore: error.notBefore, scope: .account))
        }
    }
}
