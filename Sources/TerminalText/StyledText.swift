// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A line for a terminal, of which some parts stand out; how they do is for whoever prints it.
public struct StyledText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Why a part stands out.
    public enum Emphasis: Sendable, Hashable {
        /// It doesn't.
        case none
        /// What the eye looks for first.
        case strong
        /// What is there for whoever looks for it.
        case faint
        /// As it should be.
        case good
        /// Waits for something.
        case waiting
        /// Went wrong.
        case bad
    }

    /// A part that stands out as a whole, or doesn't.
    public struct Part: Sendable, Hashable {
        /// Its text.
        public let text: String
        /// Why it stands out.
        public let emphasis: Emphasis
    }

    /// The parts in order.
    public private(set) var parts: [Part]

    /// Makes a line of one part.
    public init(_ text: String, _ emphasis: Emphasis = .none) {
        parts = text.isEmpty ? [] : [Part(text: text, emphasis: emphasis)]
    }

    /// Makes a line that doesn't stand out.
    public init(stringLiteral text: String) { self.init(text) }

    /// The text alone.
    public var plain: String { parts.map(\.text).joined() }

    /// The line with another behind it.
    public static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum.parts += right.parts
        return sum
    }
}
