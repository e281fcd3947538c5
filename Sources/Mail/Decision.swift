// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What the rules say about one recipient of one message, and why.
public struct Decision: Sendable, Hashable, Codable {
    /// What is to be done.
    public enum Action: Sendable, Hashable, Codable {
        /// Deliver by this route.
        case route(RouteName, RouteOptions)
        /// Deliver to this address in the recipient's stead, by this route; only where the settings allow it.
        case redirect(String, RouteName, RouteOptions)
        /// Wait for a person; the text says what for.
        case hold(String)
        /// Tell the writer that this is not sent; the text is the rule's own.
        case refuse(String)
        /// Drop it silently; only where the settings allow that.
        case discard
    }

    /// A place in a rule file.
    public struct Place: Sendable, Hashable, Codable, CustomStringConvertible {
        /// The file, as the settings or the command named it.
        public var file: String
        /// The line, from 1.
        public var line: Int

        /// Makes a place.
        public init(file: String, line: Int) {
            self.file = file
            self.line = line
        }

        /// `file:line`, as compilers print it.
        public var description: String { "\(file):\(line)" }
    }

    /// What is to be done.
    public var action: Action
    /// What has to be mended first, where the action is to hold.
    public var holdCause: HoldCause
    /// The lines that decided; empty where no rule matched and the default stands.
    public var places: [Place]
    /// What the rules want remembered of the message, for this recipient.
    public var marks: [SeenMark]
    /// The SHA-256 of the list of rule files that decided, as the ledger keeps it; empty where none is kept.
    public var rules = ""
    /// By when the mail must have reached the recipient, as the rules or the writer ask, whatever is to be done.
    public var mustReachBy: MustReachBy?
    /// The same as a moment, by whoever knows when the mail was submitted.
    public var deadline: Timestamp?

    private enum CodingKeys: String, CodingKey { case action, holdCause, places, marks }

    /// Makes a decision.
    public init(_ action: Action, holdCause: HoldCause = .decision, places: [Place] = [], marks: [SeenMark] = []) {
        self.action = action
        self.holdCause = holdCause
        self.places = places
        self.marks = marks
    }
}
