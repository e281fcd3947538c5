// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import MailFlow
import Routes
import Rules
import Sieve

/// A dry run for programs: what is decided and why, and the requests that would leave.
struct DryRunJSON: Encodable {
    /// A request, or why it can't be made.
    struct Request: Encodable {
        /// An attachment as the route passes it on.
        struct Attachment: Encodable {
            var name: String
            var type: String
            var encodedBytes: Int
        }

        var route: String
        var recipients: [String]
        var destination: String?
        var subject: String?
        var messageBytes: Int?
        var requestBytes: Int?
        var attachments: [Attachment]?
        /// What differs from the message, or gets lost.
        var remarks: [String]?
        /// Why it would be held.
        var error: String?
    }

    var recipients: [RecipientExplanation]
    var requests: [Request]
    /// What `sealpost pipe --only-routes` would do.
    var pipe: PipeTrial?

    init(_ dryRun: DryRun, _ pipe: PipeTrial?) {
        self.pipe = pipe
        recipients = dryRun.explanation.recipients
        requests = dryRun.requests.map { request in
            var told = Request(route: request.route.rawValue, recipients: request.recipients)
            switch request.content {
            case .failure(let fault): told.error = NumberMask.masked("\(fault)")
            case .success(let summary):
                told.destination = summary.destination
                told.subject = NumberMask.masked(summary.subject)
                told.messageBytes = summary.messageBytes
                told.requestBytes = summary.requestBytes
                told.attachments = summary.attachments.map {
                    Request.Attachment(name: NumberMask.masked($0.name), type: $0.type, encodedBytes: $0.encodedBytes)
                }
                told.remarks = summary.remarks.map(NumberMask.masked)
            }
            return told
        }
    }
}
