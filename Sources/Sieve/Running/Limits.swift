// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How much one run of a script may use.
///
/// A run beyond a limit ends with a fault: a decision made from half a run could be any.
public struct Limits: Sendable, Hashable {
    /// How many actions a run may take.
    public var actions: Int
    /// How many of them may redirect.
    public var redirects: Int
    /// How many edits of the header a run may make.
    public var edits: Int
    /// How many bytes a variable may hold; RFC 5229, section 6, asks for 4000 characters.
    public var variableSize: Int
    /// How many bytes a string may have after variables have gone in.
    public var stringSize: Int
    /// How many bytes the decoded body of one part may have, where a script looks into it.
    public var bodySize: Int
    /// How many bytes of decoded bodies one run may look into, each part counted once.
    public var bodiesSize: Int
    /// How many bytes of HTML are turned into text; pictures inside it hardly count, see `markupSize(ofHTML:)`.
    public var markupSize: Int
    /// How deep loops may be nested.
    public var loops: Int
    /// How many steps a run may take: a test or command is one, and long comparisons are more.
    public var steps: Int
    /// How many bytes of decoded text one test may look through.
    public var textSize: Int

    /// Makes a set of limits; the values that are not given are those for mail from a person or a program.
    public init(
        actions: Int = 32, redirects: Int = 4, edits: Int = 64, variableSize: Int = 16_384, stringSize: Int = 65_536,
        bodySize: Int = 16 << 20, bodiesSize: Int = 64 << 20, markupSize: Int = 256 << 10, loops: Int = 4,
        steps: Int = 200_000, textSize: Int = 32 << 20
    ) {
        self.actions = actions
        self.redirects = redirects
        self.edits = edits
        self.variableSize = variableSize
        self.stringSize = stringSize
        self.bodySize = bodySize
        self.bodiesSize = bodiesSize
        self.markupSize = markupSize
        self.loops = loops
        self.steps = steps
        self.textSize = textSize
    }

    /// The limits that are used where nobody says otherwise.
    public static let standard = Limits()
}
