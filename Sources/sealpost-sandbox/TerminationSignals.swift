// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Glibc

/// SIGTERM and SIGINT, as something to wait for.
struct TerminationSignals {
    private let arrived: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals from here on; they no longer end the program by themselves.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        arrived = stream
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    /// Returns once either has come.
    func wait() async {
        for await _ in arrived { break }
    }
}
