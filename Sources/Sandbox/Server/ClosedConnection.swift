// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import FlyingFox

/// An answer of which not one byte is sent.
///
/// FlyingFox has no call that ends a connection. But before it writes the header of an upgrade, it asks what comes after the
/// header, and when that fails it closes the connection; so this fails.
struct ClosedConnection: WSHandler {
    /// Why nothing is sent.
    struct Closed: Error {}

    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw Closed()
    }
}
