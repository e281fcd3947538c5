// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc

/// Lets a command come to its end when somebody asks for it, since ending at once would be between a request and its answer.
struct Interruption {
    private let sources: [any DispatchSourceSignal]

    /// Calls `stop` on SIGTERM, SIGINT and SIGHUP, or on other signals, in place of what they do by default.
    init(on signals: [Int32] = [SIGTERM, SIGINT, SIGHUP], _ stop: @escaping @Sendable () -> Void) {
        sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler(handler: stop)
            source.resume()
            return source
        }
    }
}
