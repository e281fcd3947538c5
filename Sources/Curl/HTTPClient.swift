// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CCurl

/// Sends HTTP requests through libcurl, many at a time, over shared connections.
///
/// Certificates and host names are always verified, redirects are never followed, nothing is sent in clear text except to
/// loopback, and no request is sent twice by itself. HTTP/2 is used where the server offers it.
/// Proxies are taken from the environment as libcurl does, but never for loopback.
public final class HTTPClient: Sendable {
    private let settings: ConnectionSettings
    private let loop: TransferLoop

    /// Makes a client; nothing is started before the first request.
    public init(_ settings: ConnectionSettings = ConnectionSettings()) {
        self.settings = settings
        self.loop = TransferLoop(connectionsPerHost: settings.connectionsPerHost)
    }

    deinit { loop.stop() }

    /// Sends a request and waits for the whole answer, whatever its status; the error tells how far the request came.
    public func send(_ request: HTTPRequest) async throws(TransferError) -> HTTPAnswer {
        let host = request.endpoint.host
        let transfer = try prepare(request)
        let end = await loop.run(transfer)
        let answer = HTTPAnswer(transfer, host: host)
        if case .code(let code) = end, code == CURLE_OK, transfer.hasWholeHeader, let answer { return answer }
        throw TransferError(end, of: transfer, host: host, progress: answer.map { .tornAnswer($0) })
    }

    private func prepare(_ request: HTTPRequest) throws(TransferError) -> Transfer {
        let endpoint = request.endpoint
        func unusable(_ why: String) -> TransferError {
            TransferError(host: endpoint.host, cause: .unusable, progress: .nothing, detail: why)
        }
        guard endpoint.scheme == "https" || (endpoint.scheme == "http" && endpoint.isLoopback) else {
            throw unusable("\(endpoint.scheme) is not allowed to this host; use https")
        }
        guard let handle = EasyHandle() else { throw unusable("libcurl could not be set up") }
        handle.secure(settings, limits: request.limits)
        handle.set(CURLOPT_URL, endpoint.text)
        handle.set(CURLOPT_PROTOCOLS_STR, endpoint.scheme)
        handle.set(CURLOPT_FOLLOWLOCATION, false)
        handle.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        handle.set(CURLOPT_PIPEWAIT, true)
        handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        handle.set(CURLOPT_NOPROXY, "localhost,127.0.0.0/8,::1")
        handle.set(CURLOPT_USERAGENT, settings.userAgent)
        var lines = request.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        guard lines.allSatisfy({ !$0.utf8.contains(13) && !$0.utf8.contains(10) }) else {
            throw unusable("a line break in a header field")
        }
        switch request.method {
        case .get: handle.set(CURLOPT_HTTPGET, true)
        case .post:
            handle.set(CURLOPT_POST, true)
            handle.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: request.body?.length ?? 0)
            // Without this libcurl waits up to a second for a "100 Continue" that few servers send.
            lines.append("Expect:")
        }
        handle.set(CURLOPT_HTTPHEADER, list: lines)
        let transfer = Transfer(
            handle, body: request.method == .post ? request.body : nil, maximumAnswerBytes: request.maximumAnswerBytes)
        guard handle.isComplete else { throw unusable("libcurl did not take an option") }
        return transfer
    }
}

extension EasyHandle {
    /// Sets what keeps any transfer safe: verification, time limits, no signals.
    func secure(_ settings: ConnectionSettings, limits: TimeLimits) {
        set(CURLOPT_NOSIGNAL, true)
        set(CURLOPT_SSL_VERIFYPEER, true)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = settings.certificateFile { set(CURLOPT_CAINFO, file) }
        // With a directory of certificates set, libcurl reads the whole store for each connection.
        set(CURLOPT_CAPATH, nil as String?)
        set(CURLOPT_MAXAGE_CONN, settings.idleSeconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(limits.connecting))
        set(CURLOPT_TIMEOUT_MS, Self.milliseconds(limits.total))
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, max(1, Self.milliseconds(limits.silence) / 1000))
    }

    /// Zero would mean "no limit" to libcurl.
    private static func milliseconds(_ seconds: Double) -> Int {
        Int(min(max(seconds * 1000, 1), 1_000_000_000))
    }
}

extension HTTPAnswer {
    /// What was received, if there is a status line.
    fileprivate init?(_ transfer: Transfer, host: String) {
        let parts = transfer.headerLines.first?.split(separator: " ", maxSplits: 2)
        guard let parts, parts.count >= 2, let status = Int(parts[1]), (200...999).contains(status) else { return nil }
        let fields = transfer.headerLines.dropFirst().compactMap { line -> HTTPField? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            return HTTPField(String(line[..<colon]), String(value))
        }
        self.init(
            status: status, fields: fields, body: transfer.received, host: host,
            remoteAddress: transfer.handle.text(CURLINFO_PRIMARY_IP), version: String(parts[0]),
            sentWholeBody: transfer.progress == .wholeBody)
    }
}
