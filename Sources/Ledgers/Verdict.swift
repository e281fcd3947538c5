// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a person says about a message that waits for one.
public enum Verdict: Sendable, Hashable {
    /// A held message may go by this route.
    case release(RouteName)
    /// What is held, deferred or uncertain is not to be sent, or not again.
    case cancel
    /// What is deferred is to be tried at once.
    case retry
}
