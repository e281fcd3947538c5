// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What a request asks of a service, read and checked; nothing is accepted yet.
struct Submission: Sendable {
    /// What is asked for, with all that it takes.
    enum Content: Sendable {
        case mail(RegisteredMail)
        case user(String)
        case account(domain: String)
        case message(SecureMessage)
    }

    /// The call.
    var endpoint: Endpoint
    /// What is asked for.
    var content: Content
    /// The body's fields, as they are recorded.
    var fields: JSON
    /// The sender's address, if any.
    var sender = ""
    /// The recipients, or the user or the domain to make.
    var recipients: [String]
    /// What the client calls this mail, if anything.
    var identity = ""
    /// The attachments.
    var attachments: [AcceptedAttachment] = []

    /// Reads the body of a call that makes something.
    static func read(
        _ request: Request, for endpoint: Endpoint, _ configuration: SandboxConfiguration
    ) throws(Rejection) -> Submission {
        // The definition knows an "Unsupported Media Type" answer, and a 400 would hide what is wrong: hence 415.
        guard request.mediaType == "application/json" else {
            throw Rejection(415, "the content type must be application/json", at: "Content-Type")
        }
        let json = try fields(of: request)
        switch endpoint {
        case .send:
            let mail = try RegisteredMail(json)
            return Submission(
                endpoint: .send, content: .mail(mail), fields: mail.recorded(json), sender: mail.sender,
                recipients: [mail.recipient], identity: mail.ownGUID, attachments: mail.attachments.map(\.described))
        case .user:
            let address = try UserRequest.address(json)
            return Submission(endpoint: .user, content: .user(address), fields: json, recipients: [address])
        case .account:
            let domain = try AccountRequest.domain(json, configuration.secure)
            return Submission(
                endpoint: .account, content: .account(domain: domain), fields: json, recipients: [domain])
        case .message, .token:
            let message = try SecureMessage(json, configuration.secure)
            return Submission(
                endpoint: .message, content: .message(message), fields: json, sender: message.sender,
                recipients: message.recipients, identity: message.messageID)
        }
    }

    private static func fields(of request: Request) throws(Rejection) -> JSON {
        let json: JSON
        do {
            json = try JSONDecoder().decode(JSON.self, from: request.body)
        } catch {
            throw Rejection(400, "the body is not JSON")
        }
        guard json.object != nil else {
            throw Rejection(400, "the body must be an object, not \(json.kind)")
        }
        return json
    }
}
