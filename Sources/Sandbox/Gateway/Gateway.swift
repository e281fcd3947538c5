// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Mail

/// Sends each request to the part that answers it, and writes the log.
struct Gateway: Sendable {
    let exchange: Exchange
    let configuration: SandboxConfiguration

    /// Answers any request.
    func answer(_ request: Request) async -> Reply {
        let start = ContinuousClock.now
        let reply = await route(request)
        let took = ContinuousClock.now - start
        let milliseconds = took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000
        let fault = reply.fault.map { " fault=\($0)" } ?? ""
        // The path without its query: a ticket's token lets its holder accept the mail.
        let status = reply.manner == .closed ? "closed" : String(reply.status)
        configuration.log(
            "\(Timestamp.now().rfc3339) \(Self.printable(request.method)) \(Self.printable(request.path)) \(status)"
                + " in=\(request.body.count) out=\(reply.body.count) ms=\(milliseconds)\(fault)")
        return reply
    }

    /// What a terminal can be shown: a path may hold any byte but a space and a line end.
    private static func printable(_ text: String) -> String {
        String(text.prefix(200).map { $0.isASCII && $0 > " " && $0 < "\u{7F}" ? $0 : "?" })
    }

    private func route(_ request: Request) async -> Reply {
        if let endpoint = Endpoint.at(request.path, configuration) {
            return await exchange.answer(request, at: endpoint, submission(request, endpoint))
        }
        if request.path.hasPrefix(ControlInterface.prefix) {
            return await ControlInterface(exchange: exchange).answer(request)
        }
        if request.path == "/webservice/dashboard/" {
            return await Dashboard(exchange: exchange, settings: configuration.registered).answer(request)
        }
        if request.path == "/", request.method == "GET" {
            return OverviewPage.reply(await exchange.accepted, await exchange.ticketStates)
        }
        // Within a service the service answers; elsewhere there is nothing but the gateway's own product.
        let isService = [configuration.registered.base, configuration.secure.base].contains {
            request.path.hasPrefix($0 + "/")
        }
        return (isService ? ErrorEnvelope.kpn : .apigee).reply(404, "there is nothing at this path")
    }

    private func submission(_ request: Request, _ endpoint: Endpoint) -> Result<Submission, Rejection>? {
        guard request.method == "POST", endpoint != .token else { return nil }
        do throws(Rejection) {
            return .success(try Submission.read(request, for: endpoint, configuration))
        } catch {
            return .failure(error)
        }
    }
}
