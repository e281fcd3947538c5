// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A tag: where it may stand, and what it does there.
struct TagDefinition: Sendable {
    /// Where it may stand.
    enum Reach: Sendable {
        /// Only at the call in whose definition it stands.
        case own
        /// At every call that accepts its group.
        case group
        /// At the commands and tests of these names, whoever declares them.
        case calls(Set<String>)
    }

    /// What it does; what only its own call knows needs no effect.
    enum Effect: Sendable {
        case none
        case comparator
        case matchType(@Sendable (CheckedTag, inout Checker) -> (any MatchType)?)
        case addressPart(any AddressPart)
        /// Changes the actions of a command.
        case action(@Sendable (CheckedTag) -> any ActionModifier)
        /// Chooses among the header fields of one name; made once from all tags of the call.
        case fields(@Sendable (CheckedCall, inout Checker) -> (any FieldSelector)?)
        /// Chooses the headers in which the fields are looked for; each tag with this effect is asked.
        case scope(@Sendable (CheckedCall, inout Checker) -> FieldScope?)
        /// Reads something in a header field, instead of its value.
        case reading(@Sendable (CheckedCall, inout Checker) -> (any FieldReading)?)
    }

    let name: String
    let group: TagGroup
    let parameter: ParameterDefinition?
    let reach: Reach
    let effect: Effect
    /// The capability that it needs.
    private(set) var capability: String?

    init(
        _ name: String, group: TagGroup? = nil, parameter: ParameterDefinition? = nil, reach: Reach = .own,
        effect: Effect = .none
    ) {
        self.name = name
        self.group = group ?? TagGroup(name: ":" + name)
        self.parameter = parameter
        self.reach = reach
        self.effect = effect
    }

    /// The same, as a part of an extension.
    func from(_ capability: String?) -> TagDefinition {
        var copy = self
        copy.capability = capability
        return copy
    }
}
