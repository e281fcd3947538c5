// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
internal import Digests
public import Mail

/// A request as it will be sent, its body still lying in the message.
public struct PreparedRequest: Sendable {
    /// The route that made it, and alone can send it.
    public let route: RouteName
    /// Who sends it; empty for the null sender.
    public let sender: String
    /// Who gets it, in order.
    public let recipients: [String]
    /// The SHA-256 of the body as it will be sent, in hexadecimal.
    public let fingerprint: String
    /// What it holds.
    public let summary: RequestSummary
    let body: SegmentedBody

    init(route: RouteName, delivery: Delivery, body: SegmentedBody, summary: RequestSummary) {
        self.route = route
        self.sender = delivery.sender.mailbox
        self.recipients = delivery.recipients
        self.fingerprint = body.digest.hexadecimal
        self.summary = summary
        self.body = body
    }

    /// How to make the body again from the message's bytes; nil where that would be too large to keep.
    public var recipe: [UInt8]? { RequestRecipe(body).bytes }

    /// The whole body; for tests and for showing small requests, since it may be large.
    public func bodyBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.length)
        body.forEachChunk { bytes.append(contentsOf: $0) }
        return bytes
    }
}
