// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import FlyingFox
internal import FlyingSocks
internal import Glibc

/// FlyingFox's pool of sockets, with small segments sent at once (TCP_NODELAY, tcp(7)).
///
/// FlyingFox writes header and body by two calls, so the second would wait for the client's acknowledgement of the first,
/// 40 ms on Linux. It offers no option for that; but each socket comes by here before the server waits on it, the
/// listening one first, and those that it accepts inherit its options.
struct PromptSocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
    let base: Base

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // Where the option can't be set, answers are slow but right.
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
