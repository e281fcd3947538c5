// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How long a request may take, in seconds.
public struct TimeLimits: Sendable, Hashable {
    /// Until the connection stands, TLS included.
    public var connecting: Double
    /// Without any byte in either direction, so also while the other side thinks about its answer.
    public var silence: Double
    /// From start to end.
    public var total: Double

    /// Makes limits; the defaults let a 25 MB mail pass over a slow line, but no dead peer hold a mail for long.
    public init(connecting: Double = 20, silence: Double = 60, total: Double = 900) {
        self.connecting = connecting
        self.silence = silence
        self.total = total
    }
}
