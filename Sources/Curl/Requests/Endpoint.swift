// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl

/// The address of a service, as libcurl itself understands it.
///
/// Parsed by libcurl and not by another library, because two parsers that disagree on what the host is would let the
/// check for loopback look at one host and the request go to another. RFC 3986; curl_url(3).
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// The scheme, lower case.
    public let scheme: String
    /// The host: a name, or an IP literal without brackets.
    public let host: String
    /// The port, also where the address leaves it to the scheme.
    public let port: Int
    /// The path, percent-encoded, `/` at least.
    public let path: String
    /// The whole address, with its query.
    let text: String

    /// Takes an address apart; the error says what is wrong with it.
    public init(_ text: String) throws(EndpointError) {
        guard let url = curl_url() else { throw EndpointError(text, "libcurl can't take it apart") }
        defer { curl_url_cleanup(url) }
        let code = curl_url_set(url, CURLUPART_URL, text, 0)
        guard code == CURLUE_OK else {
            throw EndpointError(text, code == CURLUE_UNSUPPORTED_SCHEME ? "its scheme is not known" : "it is no URL")
        }
        func part(_ what: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard shim_url_get(url, what, &value, flags) == CURLUE_OK, let value else { return nil }
            defer { curl_free(value) }
            return String(cString: value)
        }
        guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else {
            throw EndpointError("(not shown)", "a user name or password has no place in an address")
        }
        guard part(CURLUPART_FRAGMENT) == nil else { throw EndpointError(text, "it has a fragment (#)") }
        guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init),
            let whole = part(CURLUPART_URL)
        else { throw EndpointError(text, "it lacks scheme or host") }
        self.scheme = scheme.lowercased()
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host.lowercased()
        self.port = port
        self.path = part(CURLUPART_PATH) ?? "/"
        self.text = whole
    }

    /// Whether the host is this machine by its very address, so that nothing can be read on the way.
    ///
    /// A name other than `localhost` is never trusted: who answers DNS could say anything.
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }

    /// The endpoint at `path` below this one; a query may follow in it.
    public func appending(_ path: String) throws(EndpointError) -> Endpoint {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        return try Endpoint(base + (path.hasPrefix("/") ? path : "/" + path))
    }

    /// The address without its query, which may carry a secret.
    public var description: String { String(text.prefix { $0 != "?" }) }
}

/// What is wrong with an address.
public struct EndpointError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address as it was written.
    public let text: String
    /// What is wrong with it.
    public let reason: String

    init(_ text: String, _ reason: String) {
        self.text = text
        self.reason = reason
    }

    /// The address and what is wrong with it.
    public var description: String { "bad address \(text): \(reason)" }
}
