// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Something that a script wants done with the message; collected, never performed, by the run.
public struct Action: Sendable, Hashable {
    /// What is to be done; a struct, because extensions add to it.
    public struct Kind: RawRepresentable, Sendable, Hashable {
        /// The name of the command.
        public var rawValue: String

        /// Takes the name of a command.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Deliver as if there were no script (RFC 5228, section 4.3).
        public static let keep = Kind(rawValue: "keep")
        /// Drop silently (RFC 5228, section 4.4).
        public static let discard = Kind(rawValue: "discard")
        /// Send to the address that is the argument (RFC 5228, section 4.2).
        public static let redirect = Kind(rawValue: "redirect")
        /// File into what the argument names (RFC 5228, section 4.1).
        public static let fileInto = Kind(rawValue: "fileinto")
        /// Refuse, with the argument as the reason (RFC 5429).
        public static let reject = Kind(rawValue: "reject")
    }

    /// What is to be done.
    public var kind: Kind
    /// To whom, into what, or why; empty where the kind needs nothing.
    public var argument: String
    /// Whether it is done beside what else happens, and leaves the implicit keep alone (`:copy`, RFC 3894).
    public var isCopy: Bool
    /// The flags with which it keeps or files the message (RFC 5232); empty for other kinds.
    public var flags: [String]
    /// The script that asks for it.
    public var file: String
    /// The command that asks for it.
    public var place: SourcePlace
    /// How many edits of the header had been made before; only these show in what is delivered (RFC 5293, section 4).
    public var editsBefore: Int
    /// The events of the trace that are the conditions of the enclosing blocks, outermost first.
    public var conditions: [Int]
}
