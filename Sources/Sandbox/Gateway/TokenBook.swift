// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// The access tokens that were given out and when they end.
struct TokenBook: Sendable {
    private var ends: [String: Timestamp] = [:]
    /// How many tokens have been given out.
    private(set) var issued = 0

    /// Gives out a token.
    mutating func issue(at now: Timestamp, lifetime: Int) -> String {
        // Nothing asks for an ended token again, so they are dropped where a long soak would gather them.
        if ends.count > 10_000 { ends = ends.filter { $0.value > now } }
        let token = Opaque.token()
        ends[token] = now.advanced(bySeconds: Double(lifetime))
        issued += 1
        return token
    }

    /// What is wrong with an `Authorization` header field; nil if nothing is (RFC 6750, section 2.1).
    func objection(to header: String?, at now: Timestamp) -> String? {
        guard let header else { return "the request carries no access token" }
        let words = header.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else {
            return "the Authorization header must be of type Bearer"
        }
        guard let end = ends[String(words[1])] else { return "the access token is invalid" }
        return end > now ? nil : "the access token has expired"
    }

    /// Ends all tokens.
    mutating func revokeAll() { ends = ends.mapValues { _ in Timestamp(milliseconds: 0) } }
}
