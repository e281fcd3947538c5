// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a person says about a message that waits for one.
public enum Verdict: Sendable, Hashable {
    /// A held message may go by this route; by the one that was chosen for it where none is named.
    case release(RouteName?)
    /// What is uncertain was sent, with this ticket if the person has one.
    case wasSent(String?)
    /// What is uncertain was not sent, or is to be sent all the same.
    case sendAgain
    /// What is held, deferred or uncertain is not to be sent, or not again.
    case cancel
    /// What is deferred is to be tried at once.
    case retry
    /// What is about to be sent, or deferred, is to wait.
    case hold
}
