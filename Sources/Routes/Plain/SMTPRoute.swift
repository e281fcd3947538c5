// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Curl
public import Mail

/// Hands mail to the next mail system over SMTP, one transaction for each recipient.
public struct SMTPRoute: Route {
    /// The name under which the settings know it.
    public let name: RouteName
    private let configuration: SMTPConfiguration
    private let client: SMTPClient

    /// One transaction has one reply in the end, so each recipient gets one.
    public var takesRecipientsTogether: Bool { false }

    /// Makes the route; throws where the settings would send mail or password in clear text.
    public init(
        name: RouteName = RouteName("plain"), configuration: SMTPConfiguration, client: SMTPClient
    ) throws(RouteFault) {
        self.name = name
        self.configuration = configuration
        self.client = client
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint("smtp://\(host):\(configuration.port)")
        } catch {
            throw RouteFault("host: \(error)")
        }
        guard configuration.security != .none || endpoint.isLoopback else {
            throw RouteFault("security: \(configuration.host) is not this machine, so starttls or tls is needed")
        }
        guard (configuration.user == nil) == (configuration.password == nil) else {
            throw RouteFault("user and password of route \(name) go together")
        }
    }

    /// Checks addresses and size; nothing of the message is changed but the fields that must not leave.
    public func prepare(_ delivery: Delivery) throws(RouteFault) -> PreparedRequest {
        let body = try PlainBody.make(delivery, .network, maximumBytes: configuration.maximumMessageBytes)
        let summary = RequestSummary(
            destination: "\(configuration.host):\(configuration.port)",
            subject: OneLine.text(delivery.subject, limit: 998), messageBytes: delivery.message.source.count,
            requestBytes: body.length, attachments: [], remarks: [])
        return PreparedRequest(route: name, delivery: delivery, body: body, summary: summary)
    }

    /// Runs one transaction for each recipient.
    public func send(_ request: PreparedRequest) async -> [Outcome] {
        var outcomes: [Outcome] = []
        for recipient in request.recipients { outcomes.append(await send(request, to: recipient)) }
        return outcomes
    }

    private func send(_ request: PreparedRequest, to recipient: String) async -> Outcome {
        var credentials: (user: String, password: String)?
        if let user = configuration.user, let password = configuration.password {
            do {
                credentials = (user, try password().trimmed)
            } catch {
                let text = "no password: \(OneLine.text("\(error)"))"
                let answer = Answer(host: configuration.host, status: "4.3.5", text: text)
                return .deferred(Deferral(answer: answer, scope: .account))
            }
        }
        let transaction = SMTPTransaction(
            host: configuration.host, port: configuration.port, security: configuration.security,
            credentials: credentials, clientName: configuration.clientName, sender: request.sender,
            recipient: recipient, body: request.body, limits: configuration.limits)
        do throws(TransferError) {
            return SMTPRules.outcome(of: .success(try await client.send(transaction)), host: configuration.host)
        } catch {
            return SMTPRules.outcome(of: .failure(error), host: configuration.host)
        }
    }
}
