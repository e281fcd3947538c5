// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A registered mail as `POST /webservice/mailsender/send` takes it: the schema `email` of the service's definition, v.1.1.1.
struct RegisteredMail: Sendable {
    /// The text, `message_body`.
    var body: String
    /// The sender's address.
    var sender: String
    /// The sender's name.
    var senderName: String
    /// The subject.
    var subject: String
    /// The one recipient's address.
    var recipient: String
    /// The recipient's language; empty if not given.
    var language: String
    /// The client's id for this mail, `x-own-guid`; empty if not given.
    var ownGUID: String
    /// The attachments.
    var attachments: [RegisteredAttachment]

    /// Checks the fields.
    init(_ json: JSON) throws(Rejection) {
        let fields = try Fields(
            json,
            known: [
                "message_body", "sender_email", "sender_real_name", "subject", "recipient_email",
                "recipient_language", "x-own-id", "x-own-guid", "x-own-campaign", "attachments",
            ])
        body = try fields.required("message_body")
        sender = try fields.address("sender_email")
        senderName = try fields.required("sender_real_name")
        subject = try fields.required("subject")
        recipient = try fields.address("recipient_email")
        language = try fields.optional("recipient_language") ?? ""
        ownGUID = try fields.optional("x-own-guid") ?? ""
        _ = try fields.optional("x-own-id")
        _ = try fields.optional("x-own-campaign")
        var attachments: [RegisteredAttachment] = []
        for (index, item) in try fields.array("attachments").enumerated() {
            attachments.append(try RegisteredAttachment(item, at: "attachments[\(index)]."))
        }
        self.attachments = attachments
    }

    /// The fields as they are recorded: what each attachment holds is told by its size and fingerprint.
    func recorded(_ json: JSON) -> JSON {
        guard var members = json.object else { return json }
        members["attachments"] = .array(
            attachments.map { attachment in
                let described = attachment.described
                return [
                    "attachment": ["size": .integer(described.size), "sha256": .string(described.sha256)],
                    "attachment_name": .string(described.name), "attachment_type": .string(described.type),
                ]
            })
        return .object(members)
    }
}
