// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Curl
public import Mail

/// Why there is no token; nothing of a mail has left then.
public struct TokenError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, in the terms of an answer.
    public let answer: Answer
    /// The earliest moment at which trying again makes sense, where the service named one.
    public let notBefore: Timestamp?

    /// What happened and what to do.
    public var description: String { answer.text }

    init(_ host: String, _ text: String, code: Int? = nil, status: String = "4.7.0", notBefore: Timestamp? = nil) {
        self.answer = Answer(host: host, code: code, status: status, text: text)
        self.notBefore = notBefore
    }
}
