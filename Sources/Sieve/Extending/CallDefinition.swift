// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a command or a test is: what may stand behind its name, and how it is made ready to run.
struct CallDefinition: Sendable {
    /// How many tests it takes as arguments.
    enum Tests: Sendable {
        case none
        case one
        /// A list in parentheses.
        case list
    }

    /// How it is made ready, once its arguments have been checked; nil where the maker found an error.
    enum Making: Sendable {
        case command(@Sendable (CheckedCall, CompiledParts, inout Checker) -> (any CompiledCommand)?)
        case test(@Sendable (CheckedCall, CompiledParts, inout Checker) -> (any CompiledTest)?)
        /// A command that has done its work when it has been checked, as `require` has.
        case declaration(@Sendable (CheckedCall, inout Checker) -> Void)
    }

    let name: String
    /// Its positional arguments.
    var parameters: [ParameterDefinition] = []
    /// The tags that only it has.
    var tags: [TagDefinition] = []
    /// The groups of tags that it shares with other calls.
    var accepts: Set<TagGroup> = []
    /// The groups of which it needs a tag.
    var needs: [TagGroup] = []
    var tests = Tests.none
    var hasBlock = false
    /// Whether its block is run again and again, so that `break` can stand in it.
    var isLoop = false
    /// The commands of which one must stand right before it; empty if it can stand anywhere.
    var follows: Set<String> = []
    let making: Making
    /// The capability that it needs.
    private(set) var capability: String?
    /// The tags that it may have, its own first; known once all extensions are.
    private(set) var allTags: [TagDefinition] = []

    init(
        _ name: String, parameters: [ParameterDefinition] = [], tags: [TagDefinition] = [], accepts: Set<TagGroup> = [],
        needs: [TagGroup] = [], tests: Tests = .none, hasBlock: Bool = false,
        isLoop: Bool = false, follows: Set<String> = [], making: Making
    ) {
        self.name = name
        self.parameters = parameters
        self.tags = tags
        self.accepts = accepts
        self.needs = needs
        self.tests = tests
        self.hasBlock = hasBlock
        self.isLoop = isLoop
        self.follows = follows
        self.making = making
    }

    /// The same, among the tags of all extensions.
    func among(_ shared: SharedTags) -> CallDefinition {
        var copy = self
        copy.allTags = tags + shared.at(self)
        return copy
    }

    /// The same, as a part of an extension.
    func from(_ capability: String?) -> CallDefinition {
        var copy = self
        copy.capability = capability
        return copy
    }
}
