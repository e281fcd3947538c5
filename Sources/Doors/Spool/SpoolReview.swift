// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles

/// A look at a message that is wholly written and not accepted yet, and a last step before anybody else may act on it.
public struct SpoolReview {
    /// Whether to accept it; where not, nothing of it stays.
    public var wants: (SpooledMessage) throws(SpoolFault) -> Bool
    /// What has to succeed once it is durable; where it does not, the message is taken back.
    public var confirm: () throws(FileFault) -> Void

    /// Makes a review.
    public init(
        wants: @escaping (SpooledMessage) throws(SpoolFault) -> Bool,
        confirm: @escaping () throws(FileFault) -> Void = {}
    ) {
        self.wants = wants
        self.confirm = confirm
    }
}
