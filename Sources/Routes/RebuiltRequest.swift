// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Digests
public import Mail

/// A request's body as it was sent, made again from the message and what was kept beside it.
public struct RebuiltRequest: Sendable {
    /// The SHA-256 of the body in hexadecimal digits: the same as the ledger's if this is what was sent.
    public let fingerprint: String
    /// Whether it is JSON, as the services take it; else it is a mail.
    public let isJSON: Bool
    private let body: SegmentedBody

    /// Follows a recipe; nil where it is none, or none for this message.
    public init?(recipe: [UInt8], message: any MessageBytes) {
        guard let recipe = RequestRecipe(recipe), let body = recipe.body(of: message) else { return nil }
        fingerprint = body.digest.hexadecimal
        isJSON = recipe.isJSON
        self.body = body
    }

    /// Gives the body in pieces: it can be larger than what is wise to hold.
    public func forEachChunk(_ take: ([UInt8]) throws -> Void) rethrows {
        try body.forEachChunk(take)
    }
}
