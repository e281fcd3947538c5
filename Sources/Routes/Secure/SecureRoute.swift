// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
public import Mail
internal import TransferEncodings

/// Sends mail through the secure service: the whole MIME message, in one request for all recipients of a group.
public struct SecureRoute: Route {
    /// The name under which the settings know it.
    public let name: RouteName
    /// The account that it sends by.
    public let gateway: Gateway
    private let configuration: SecureConfiguration
    private let endpoint: Endpoint

    /// The service takes several recipients; hidden ones stay hidden, since Bcc is taken off the message.
    public var takesRecipientsTogether: Bool { true }

    /// Makes the route; the error names the setting that can't be used.
    public init(
        name: RouteName = RouteName("secure"), gateway: Gateway,
        configuration: SecureConfiguration = SecureConfiguration()
    ) throws(RouteFault) {
        self.name = name
        self.gateway = gateway
        self.configuration = configuration
        self.endpoint = try ServiceAddress.endpoint(gateway.base, configuration.messagePath, setting: "message_path")
    }

    /// Builds the JSON request; throws where the message can't stand in JSON unchanged, or would be too large.
    public func prepare(_ delivery: Delivery) throws(RouteFault) -> PreparedRequest {
        guard !delivery.recipients.isEmpty else { throw RouteFault("there is no recipient") }
        for recipient in delivery.recipients { try AddressCheck.check(recipient, "recipient") }
        try AddressCheck.checkSender(delivery.sender.mailbox)
        let source = delivery.message.source
        var remarks: [String] = []
        let message = try OutgoingMessage(
            delivery.message, subject: delivery.newSubject, additions: Self.missingFields(delivery, &remarks))
        try message.requireLineEnds(in: source)
        if configuration.messageEncoding == .text, !message.isUTF8(in: source) {
            throw RouteFault(
                "the message has bytes that are not UTF-8, which a JSON string can't hold; "
                    + "set message_as = \"base64\" if the service takes it, or send it in another transfer encoding"
            )
        }
        if delivery.options.mustReachBy != nil { remarks.append("the service is not told the date to reach by") }
        var json = JSONObject()
        json.add(configuration.senderField, delivery.sender.mailbox)
        switch configuration.recipientForm {
        case .commas: json.add(configuration.recipientsField, delivery.recipients.joined(separator: ","))
        case .array:
            json.begin(configuration.recipientsField)
            for (index, recipient) in delivery.recipients.enumerated() {
                json.add(raw: index == 0 ? "[" : ",")
                json.add(string: recipient)
            }
            json.add(raw: "]")
        }
        json.begin(configuration.messageField)
        json.add(raw: "\"")
        json.add(.message(message, configuration.messageEncoding == .text ? .jsonText : .base64))
        json.add(raw: "\"")
        let body = SegmentedBody(json.finish(), of: source)
        guard body.length <= configuration.maximumRequestBytes else {
            throw RouteFault(
                "the request has \(body.length) bytes and may have \(configuration.maximumRequestBytes); "
                    + "send less, or raise maximum_request_bytes")
        }
        let summary = RequestSummary(
            destination: "\(endpoint)", subject: OneLine.text(delivery.subject, limit: 998),
            messageBytes: source.count, requestBytes: body.length, attachments: [], remarks: remarks)
        return PreparedRequest(route: name, delivery: delivery, body: body, summary: summary)
    }

    /// What the newest answer told of the account's quota.
    public var quota: AccountQuota? { get async { await gateway.quota } }

    /// Sends the request once; only after 401 a second time, with a fresh token.
    public func send(_ request: PreparedRequest) async -> [Outcome] {
        let exchange = await gateway.exchange(.post, endpoint, body: request.body)
        let outcome = exchange.outcome(AnswerRules(proof: .anyAnswer), now: .now())
        return request.recipients.map { _ in outcome }
    }

    /// The fields that every mail must have (RFC 5322, section 3.6) and this one has not.
    ///
    /// The service wants Date and Message-ID to be unique. Made from the delivery alone and in UTC, so that each attempt
    /// sends the very same bytes.
    private static func missingFields(_ delivery: Delivery, _ remarks: inout [String]) -> [String] {
        var lines: [String] = []
        let message = delivery.message
        if message.fields(named: "From").isEmpty {
            let name = delivery.sender.name
            let mailbox = "<\(delivery.sender.mailbox)>"
            lines.append(
                "From: " + (name.isEmpty ? "" : EncodedWord.encode(name, as: .phrase, column: 6) + " ") + mailbox)
            remarks.append("a From field is added")
        }
        if message.fields(named: "Date").isEmpty, let date = delivery.acceptedAt {
            lines.append("Date: " + date.formatted("%a, %d %b %Y %H:%M:%S +0000", inUTC: true))
            remarks.append("a Date field is added")
        }
        if message.messageID == nil {
            lines.append("Message-ID: <\(delivery.identifier)@\(delivery.sender.domain)>")
            remarks.append("a Message-ID field is added")
        }
        return lines
    }
}

extension Delivery {
    /// The subject to put in place of the message's own; nil where that stays, byte for byte.
    var newSubject: String? { options.subject == message.subject ? nil : options.subject }
}
