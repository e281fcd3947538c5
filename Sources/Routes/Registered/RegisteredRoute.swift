// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
public import Mail

/// Sends mail through the registered service: one request and one ticket for each recipient.
///
/// The service takes a text, a subject and attachments, not a MIME message; what of a mail has no place in that is said in
/// the summary's remarks. Further texts of a message, shown beside the first, go as attachments: joined to the text they
/// would make a letter that nobody wrote.
public struct RegisteredRoute: Route {
    /// The name under which the settings know it.
    public let name: RouteName
    /// The account that it sends by.
    public let gateway: Gateway
    private let configuration: RegisteredConfiguration
    private let endpoint: Endpoint
    private let htmlToText: @Sendable (String) -> String

    /// One recipient a request: the service's `recipient_email` is a single address.
    public var takesRecipientsTogether: Bool { false }

    /// Makes the route; the error names the setting that can't be used.
    public init(
        name: RouteName = RouteName("registered"), gateway: Gateway,
        configuration: RegisteredConfiguration = RegisteredConfiguration(),
        htmlToText: @escaping @Sendable (String) -> String
    ) throws(RouteFault) {
        self.name = name
        self.gateway = gateway
        self.configuration = configuration
        self.htmlToText = htmlToText
        self.endpoint = try ServiceAddress.endpoint(gateway.base, configuration.sendPath, setting: "send_path")
    }

    /// Builds the JSON request; throws where a required value is missing or the request would be too large.
    public func prepare(_ delivery: Delivery) throws(RouteFault) -> PreparedRequest {
        guard delivery.recipients.count == 1, let recipient = delivery.recipients.first else {
            throw RouteFault("a registered mail goes to one recipient at a time, not \(delivery.recipients.count)")
        }
        try AddressCheck.check(recipient, "recipient")
        try AddressCheck.checkSender(delivery.sender.mailbox)
        let subject = OneLine.text(delivery.subject, limit: 998)
        guard !subject.isEmpty else {
            throw RouteFault("no subject; a registered mail needs one: add it and send the mail again")
        }
        var letter = try RegisteredLetter(
            delivery.message, holding: configuration.heldContent, htmlToText: htmlToText)
        guard !letter.text.trimmed.isEmpty || !letter.parts.isEmpty || letter.enclosesMail else {
            throw RouteFault("neither text nor attachment; an empty registered mail is not sent")
        }
        if delivery.options.mustReachBy != nil { letter.remarks.append("the service is not told the date to reach by") }
        let senderName = delivery.sender.name.trimmed.isEmpty ? delivery.sender.mailbox : delivery.sender.name
        var json = JSONObject()
        json.add("message_body", letter.text)
        json.add("sender_email", delivery.sender.mailbox)
        json.add("sender_real_name", OneLine.text(senderName))
        json.add("subject", subject)
        json.add("recipient_email", recipient)
        json.add("recipient_language", delivery.options.language ?? configuration.language)
        if let own = delivery.options.ownID { json.add("x-own-id", own) }
        json.add("x-own-guid", delivery.identifier)
        if let campaign = delivery.options.campaign ?? configuration.campaign { json.add("x-own-campaign", campaign) }
        let attachments = letter.addAttachments(to: &json)
        let body = SegmentedBody(json.finish(), of: delivery.message.source)
        guard body.length <= configuration.maximumRequestBytes else {
            throw RouteFault(
                "the request has \(body.length) bytes and may have \(configuration.maximumRequestBytes); "
                    + "send less, or raise maximum_request_bytes")
        }
        let summary = RequestSummary(
            destination: "\(endpoint)", subject: subject, messageBytes: delivery.message.source.count,
            requestBytes: body.length, attachments: attachments, remarks: letter.remarks)
        return PreparedRequest(route: name, delivery: delivery, body: body, summary: summary)
    }

    /// What the newest answer told of the account's quota.
    public var quota: AccountQuota? { get async { await gateway.quota } }

    /// Sends the request once; only after 401 a second time, with a fresh token.
    public func send(_ request: PreparedRequest) async -> [Outcome] {
        let exchange = await gateway.exchange(.post, endpoint, body: request.body)
        let outcome = exchange.outcome(AnswerRules(proof: .ticket), now: .now())
        return request.recipients.map { _ in outcome }
    }
}
