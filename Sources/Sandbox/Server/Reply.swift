// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One HTTP answer, and how faithfully it is to be delivered.
struct Reply: Sendable {
    /// What reaches the client.
    enum Manner: Sendable, Hashable {
        /// All of it.
        case whole
        /// The header, this many bytes of the body, and then the end of the connection.
        case torn(Int)
        /// Nothing: the connection ends.
        case closed
    }

    /// The status code.
    var status: Int
    /// The header fields, without the framing.
    var headers: [HeaderPair]
    /// The body.
    var body: Data
    /// What reaches the client.
    var manner = Manner.whole
    /// How long the answer is held back, in seconds.
    var delay = 0.0
    /// The injected fault that shaped it, for the log.
    var fault: String?

    init(_ status: Int, _ headers: [HeaderPair] = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer in JSON.
    static func json(_ status: Int, _ value: JSON, _ headers: [HeaderPair] = []) -> Reply {
        Reply(status, [HeaderPair("Content-Type", "application/json")] + headers, body: value.encoded)
    }

    /// An answer in plain text.
    static func text(_ status: Int, _ text: String, _ headers: [HeaderPair] = []) -> Reply {
        Reply(status, [HeaderPair("Content-Type", "text/plain; charset=utf-8")] + headers, body: Data(text.utf8))
    }

    /// The same answer with further header fields; a field that is there already is replaced.
    func adding(_ more: [HeaderPair]) -> Reply {
        var reply = self
        for pair in more {
            reply.headers.removeAll { $0.name.lowercased() == pair.name.lowercased() }
            reply.headers.append(pair)
        }
        return reply
    }
}
