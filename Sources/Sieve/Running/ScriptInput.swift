// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A message as scripts see it, for one recipient.
///
/// Made once for a message, with its header indexed; only `recipient` changes between the runs for its recipients.
public struct ScriptInput: Sendable {
    /// The message.
    public let message: Message
    /// The reverse-path of the envelope; empty for the null sender, nil where the door was not told one.
    public var sender: String?
    /// The forward-path of the envelope for which the script runs.
    public var recipient: String
    /// Who submitted the message, where the door knows that; nil elsewhere.
    public var user: String?
    /// The parts of the message, and their bodies once somebody has asked for them.
    public let bodies: BodyTexts
    /// What the run may know beside the message.
    public var surroundings: Surroundings
    /// The flags that the message has, with what earlier scripts of the same run changed in them (RFC 5232).
    var flags = FlagList()
    /// The header, with what earlier scripts of the same run changed in it.
    var header: HeaderTable

    /// Makes the input of a run.
    public init(
        message: Message, sender: String?, recipient: String, surroundings: Surroundings = Surroundings()
    ) {
        self.message = message
        self.sender = sender
        self.recipient = recipient
        bodies = BodyTexts(message)
        self.surroundings = surroundings
        header = HeaderTable(message.header)
    }

    /// The input for a script that runs after another: with the header as that one left it.
    public func following(_ result: ScriptResult) -> ScriptInput {
        var next = self
        next.header = result.table
        next.flags = result.flagList
        return next
    }
}
