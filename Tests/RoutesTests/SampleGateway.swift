// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import LoopbackTesting
import Mail
import Routes
import TestSupport

func sampleGateway(
    _ url: String, tokens folder: String, limits: TimeLimits = TimeLimits(),
    secret: @escaping @Sendable () throws -> String = { "s3cr&t=1" }
) -> GatewayConfiguration {
    let host = url.split(separator: "/").prefix(2).joined(separator: "//")
    let token = TokenConfiguration(
        url: host + "/oauth/client_credential/accesstoken?grant_type=client_credentials", clientID: "client 1",
        clientSecret: secret, cacheFile: folder + "/token.json", limits: limits)
    return GatewayConfiguration(url: url, token: token, limits: limits)
}

/// Runs `body` with a fresh folder that is gone afterwards.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sealpost-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

/// A gateway that gives tokens `token-0`, `token-1` and so on, and leaves every other request to the script.
///
/// The script gets the connection, the request and the number of the request among its like, and answers it.
struct SampleService {
    let server: RawServer
    let tokens = Counter()
    let requests = Recorder()

    init(
        token: String? = nil,
        _ script: @escaping @Sendable (RawConnection, (head: [String], body: [UInt8]), Int) -> Void
    ) throws {
        let (tokens, requests) = (tokens, requests)
        let calls = Counter()
        server = try RawServer { connection, _ in
            while let request = connection.readRequest() {
                if request.head[0].contains("/oauth/") {
                    requests.add("token: " + String(decoding: request.body, as: UTF8.self))
                    let number = tokens.next()
                    connection.answer(
                        200,
                        token ?? "{\"access_token\":\"token-\(number)\",\"expires_in\":\"3599\",\"issued_at\":\"1\"}")
                } else {
                    let authorization = request.head.first { $0.lowercased().hasPrefix("authorization:") } ?? ""
                    requests.add("\(request.head[0]) | \(authorization)")
                    script(connection, request, calls.next())
                }
            }
        }
    }

    func gateway(_ folder: String, limits: TimeLimits = TimeLimits(), client: HTTPClient = HTTPClient()) throws
        -> Gateway
    {
        try Gateway(sampleGateway(server.url("/base"), tokens: folder, limits: limits), client: client)
    }

    /// The requests that were no token requests.
    var sent: [String] { requests.entries.filter { !$0.hasPrefix("token:") } }
}
