// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What scripts are compiled with, besides their own text: the extensions they may require, and what lies around them.
///
/// One value for all scripts of a site, so that each of them is checked against the same world.
public struct Dialect: Sendable {
    /// The commands, tests and capabilities there are.
    let registry: Registry
    /// Where included scripts come from; nil where there are none.
    public var library: (any ScriptLibrary)?
    /// The lists that scripts look things up in.
    public var lists = ExternalLists()
    /// How many scripts may include one another, the first not counted; RFC 6609, section 3.1, asks for two.
    public var includeDepth = 10
    /// How many scripts one script may include, those that these include counted.
    public var includeCount = 255

    /// How many bytes the regular expressions of one script and those that it includes may come to take: 512 small ones,
    /// or 64 of the largest.
    ///
    /// A rule file comes to hold so many by mistake, as when a list of names is pasted into it, and the memory is used up
    /// by mails much later.
    public var patternMemory = 256 << 20

    init(registry: Registry) { self.registry = registry }

    /// The same with the commands of ``TestSuite``, which no script but a test may use.
    ///
    /// Pigeonhole has `i;unicode-casemap` without a `require`, and so have its tests.
    static let testsuite = Dialect(
        registry: Registry(
            Registry.standard.extensions.filter { $0.capability != Extension.mailbox.capability }
                + [.testsuite, .testMailboxes],
            comparatorsAtHand: ["i;octet", "i;ascii-casemap", "i;unicode-casemap"]))

    /// The extensions that are built in, and a library for scripts to include from.
    public init(library: (any ScriptLibrary)?) {
        self.init(registry: .standard)
        self.library = library
    }

    /// The extensions that are built in, and nothing around the script.
    public static let standard = Dialect(registry: .standard)
}
