// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something in a message that could not be read faithfully.
///
/// Said, never dropped: whoever decides about the message sees what may be missing or wrong in what was read.
public struct Doubt: Sendable, Hashable {
    /// How much a doubt weighs.
    public enum Weight: String, Sendable {
        /// Odd, but nothing is lost: a charset guessed, a date without meaning.
        case remark
        /// Content may be missing or changed: such a message goes to no service by itself.
        case grave
    }

    /// How much the doubt weighs.
    public var weight: Weight
    /// What is the matter, as a lower-case phrase for a person, on one line.
    public let text: String
    /// The byte of the message where it was noticed, if there is one.
    public var offset: Int?

    /// Makes a doubt; its text may repeat what the message holds.
    public init(_ weight: Weight, _ text: String, at offset: Int? = nil) {
        self.weight = weight
        self.text = text.onOneLine
        self.offset = offset
    }
}
