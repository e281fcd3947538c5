// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import FlyingSocks
internal import Foundation

/// A body that ends with an error: the server has promised its length by then, so all it can do is close the connection.
struct TornBody: AsyncBufferedSequence {
    typealias Element = UInt8

    /// Why the body ended.
    struct Torn: Error {}

    /// The bytes that still arrive.
    let bytes: Data

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: Data

        mutating func next() async throws -> UInt8? {
            guard let first = rest.popFirst() else { throw Torn() }
            return first
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            guard !rest.isEmpty else { throw Torn() }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
    }
}
