// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import FlyingFox
internal import FlyingSocks
internal import Foundation

/// An HTTP/1.1 server on the loopback interface that hands whole requests to one function.
///
/// FlyingFox's types stay inside this folder.
struct LoopbackServer: Sendable {
    /// Answers one request.
    typealias Answer = @Sendable (Request) async -> Reply

    /// The URL of the server, without a slash at the end.
    let url: String
    private let server: HTTPServer
    private let running: Task<Void, any Error>

    /// Starts listening; returns when connections are taken.
    static func start(
        on address: LoopbackAddress, port: UInt16, largestBody: Int, answer: @escaping Answer
    ) async throws(SandboxError) -> LoopbackServer {
        do {
            // A delay may be longer than any limit on answers that would make sense for a real server.
            let hours = 24.0 * 3600
            let pool = PromptSocketPool(base: HTTPServer.defaultPool())
            let bridge = Bridge(largestBody: largestBody, answer: answer)
            let server =
                address.isIPv6
                ? HTTPServer(
                    address: try .inet6(ip6: address.text, port: port), timeout: hours, pool: pool, logger: .disabled,
                    handler: bridge)
                : HTTPServer(
                    address: try .inet(ip4: address.text, port: port), timeout: hours, pool: pool, logger: .disabled,
                    handler: bridge)
            let running = Task { try await server.run() }
            // Whichever comes first: it listens, or it can't and its run is over.
            let (firsts, report) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
            Task { report.yield(await running.result) }
            Task {
                try await server.waitUntilListening(timeout: 30)
                report.yield(.success(()))
            }
            for await first in firsts {
                try first.get()
                break
            }
            let chosen =
                switch await server.listeningAddress {
                case .ip4(_, let port), .ip6(_, let port): port
                default: port
                }
            return LoopbackServer(url: "http://\(address.urlHost):\(chosen)", server: server, running: running)
        } catch {
            throw .cannotListen("\(address.urlHost):\(port)", error.localizedDescription)
        }
    }

    /// Stops listening and ends the connections: waits this long for answers under way, then cuts them.
    func stop(grace: Double) async {
        await server.stop(timeout: grace)
        _ = await running.result
    }
}

/// Turns FlyingFox's requests into ours, and our answers into its.
private struct Bridge: HTTPHandler {
    let largestBody: Int
    let answer: LoopbackServer.Answer

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        var body = Data()
        var tooLarge = (request.bodySequence.count ?? 0) > largestBody
        if let count = request.bodySequence.count, !tooLarge { body.reserveCapacity(count) }
        var received = 0
        // A body that ends before its announced length throws here. One that is too large is read to its end all the
        // same, since the next request stands behind it.
        for try await chunk in request.bodySequence {
            received += chunk.count
            tooLarge = tooLarge || received > largestBody
            if !tooLarge { body.append(chunk) }
        }
        guard !tooLarge else {
            return response(
                to: request,
                Reply.json(413, ErrorEnvelope.kpn.json(413, "the body is larger than \(largestBody) bytes")))
        }
        let reply = await answer(
            Request(
                method: request.method.rawValue, path: request.target.path(), rawQuery: request.target.query(),
                query: Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first },
                headers: request.headers.map { HeaderPair($0.key.rawValue, $0.value) }.sorted { $0.name < $1.name },
                body: body))
        if reply.delay > 0 { try await Task.sleep(for: .seconds(reply.delay)) }
        return response(to: request, reply)
    }

    private func response(to request: HTTPRequest, _ reply: Reply) -> HTTPResponse {
        let status = HTTPStatusCode(reply.status, phrase: ReasonPhrase.of(reply.status))
        var headers = HTTPHeaders()
        for pair in reply.headers { headers.addValue(pair.value, for: HTTPHeader(pair.name)) }
        switch reply.manner {
        case .closed:
            return HTTPResponse(webSocket: ClosedConnection())
        case .torn(let count):
            headers[.contentLength] = String(reply.body.count)
            return HTTPResponse(
                statusCode: status, headers: headers,
                body: HTTPBodySequence(from: TornBody(bytes: reply.body.prefix(count)), count: reply.body.count))
        case .whole where request.method == .HEAD:
            headers[.contentLength] = String(reply.body.count)
            return HTTPResponse(statusCode: status, headers: headers)
        case .whole:
            return HTTPResponse(
                statusCode: status, headers: headers,
                body: HTTPBodySequence(data: reply.body, suggestedBufferSize: 65_536))
        }
    }
}
