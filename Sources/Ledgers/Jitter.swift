// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// By how much pauses differ from plan, so that deliveries deferred together don't come back together.
public enum Jitter: Sendable, Hashable {
    /// By chance.
    case random
    /// Always the same, from 0 to 1: 0.5 is as planned.
    case fixed(Double)

    /// A number from 0 to 1.
    func draw() -> Double {
        switch self {
        case .random: .random(in: 0...1)
        case .fixed(let number): number
        }
    }
}
