// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Digests
internal import Mail

/// The access token of one account: fetched once for all who need it, in this process and the others.
///
/// RFC 6749, section 4.4. Neither secret nor token shows in any error.
actor TokenStore {
    private let configuration: TokenConfiguration
    private let endpoint: Endpoint
    private let client: HTTPClient
    private let file: TokenFile
    private var current: AccessToken?
    private var flight: Task<Result<AccessToken, TokenError>, Never>?

    init(_ configuration: TokenConfiguration, client: HTTPClient) throws(RouteFault) {
        self.configuration = configuration
        self.client = client
        endpoint = try ServiceAddress.endpoint(configuration.url, setting: "token_url")
        let identity = SHA256.digest(of: Array("\(configuration.url)\n\(configuration.clientID)".utf8))
        file = TokenFile(path: configuration.cacheFile, client: identity.hexadecimal)
    }

    /// A token that is good for now.
    func token() async throws(TokenError) -> AccessToken {
        if let current, current.renewal > Timestamp.now() { return current }
        return try await fetch(insteadOf: nil)
    }

    /// Another token than one that the service refused, whoever fetched it in the meantime.
    func token(insteadOf refused: AccessToken) async throws(TokenError) -> AccessToken {
        if let current, current.text != refused.text, current.renewal > Timestamp.now() { return current }
        let token = try await fetch(insteadOf: refused)
        // A fetch that was under way already may bring the very token that was refused.
        return token.text != refused.text ? token : try await fetch(insteadOf: refused)
    }

    private func fetch(insteadOf refused: AccessToken?) async throws(TokenError) -> AccessToken {
        if let flight { return try await flight.value.get() }
        // A task of its own: one sender that gives up must not take the token from the others. It clears itself away
        // before anyone hears of its result, so nobody joins a flight that is over.
        let flight = Task {
            let result = await obtain(insteadOf: refused)
            self.flight = nil
            if case .success(let token) = result { current = token }
            return result
        }
        self.flight = flight
        return try await flight.value.get()
    }

    private func obtain(insteadOf refused: AccessToken?) async -> Result<AccessToken, TokenError> {
        let (file, configuration, endpoint, client) = (file, configuration, endpoint, client)
        do throws(TokenFile.Failure) {
            return try await file.withLock(seconds: configuration.limits.total + 5) {
                // Another process may have been here while we waited.
                if let kept = file.read(), kept.renewal > Timestamp.now(), kept.text != refused?.text {
                    return .success(kept)
                }
                let result = await Self.request(configuration, endpoint, client)
                guard case .success(let token) = result else { return result }
                do throws(TokenFile.Failure) {
                    try file.write(token)
                } catch {
                    return .failure(TokenError(endpoint.host, "the token can't be kept: \(error)", status: "4.3.0"))
                }
                return result
            }
        } catch {
            return .failure(TokenError(endpoint.host, "the token can't be kept: \(error)", status: "4.3.0"))
        }
    }

    private static func request(
        _ configuration: TokenConfiguration, _ endpoint: Endpoint, _ client: HTTPClient
    ) async -> Result<AccessToken, TokenError> {
        let secret: String
        do {
            secret = try configuration.clientSecret().trimmed
        } catch {
            let why = OneLine.text("\(error)")
            return .failure(TokenError(endpoint.host, "no client secret: \(why)", status: "4.3.5"))
        }
        guard !secret.isEmpty else {
            return .failure(
                TokenError(endpoint.host, "the client secret is empty; check where it is kept", status: "4.3.5"))
        }
        let form = "client_id=\(formEncoded(configuration.clientID))&client_secret=\(formEncoded(secret))"
        let request = HTTPRequest(
            .post, endpoint,
            fields: [
                HTTPField("Content-Type", "application/x-www-form-urlencoded"), HTTPField("Accept", "application/json"),
            ], body: Array(form.utf8), limits: configuration.limits)
        let started = Timestamp.now()
        do throws(TransferError) {
            let answer = try await client.send(request)
            return read(answer, configuration, secret: secret, now: started)
        } catch {
            let status = error.cause == .certificate || error.cause == .encryption ? "4.7.5" : "4.4.1"
            return .failure(TokenError(endpoint.host, "no token: \(error)", status: status))
        }
    }

    /// Reads the answer of the token endpoint, pure.
    static func read(
        _ answer: HTTPAnswer, _ configuration: TokenConfiguration, secret: String, now: Timestamp
    ) -> Result<AccessToken, TokenError> {
        let body = ErrorBody(answer.body, hiding: [secret, formEncoded(secret)])
        func failure(_ text: String, notBefore: Timestamp? = nil) -> Result<AccessToken, TokenError> {
            let said = body.text.isEmpty ? "" : ": \(body.text)"
            return .failure(TokenError(answer.host, text + said, code: answer.status, notBefore: notBefore))
        }
        switch answer.status {
        case 200...299: break
        case 429:
            let moment = answer.value(of: "Retry-After").flatMap { ServerTime.retryAfter($0, now: now) }
            let reset = ServerTime.plausible(AccountQuota(answer, at: now)?.reset, now: now)
            return failure("too many requests for tokens", notBefore: moment ?? reset)
        case 400, 401, 403: return failure("client id or secret refused; check client_id and client_secret")
        case 300...399: return failure("the token service has moved; correct token_url")
        default: return failure("no token (status \(answer.status))")
        }
        guard let json = JSONValue(answer.body), let text = json["access_token"]?.text else {
            return .failure(
                TokenError(answer.host, "the answer holds no access_token; check token_url", code: answer.status))
        }
        // RFC 6749, section 5.1: the lifetime is only recommended. A short guess costs no more than a request.
        let lifetime = Double(json["expires_in"]?.integer ?? 300)
        // Counted from our own clock: the service's issued_at is of no use where the two differ.
        let margin = min(configuration.renewalMargin, lifetime / 2)
        guard let token = AccessToken(text, renewal: now.advanced(bySeconds: max(lifetime - margin, 0))) else {
            return .failure(TokenError(answer.host, "the token has characters that no token has", code: answer.status))
        }
        return .success(token)
    }

    /// application/x-www-form-urlencoded, as the URL standard defines it.
    static func formEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                output.append(byte)
            default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
