// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// The language without any extension: RFC 5228.
    static let base = Extension(
        capability: nil, specification: "RFC 5228",
        commands: [.if, .elsif, .else, .require, .stop, .keep, .discard, .redirect],
        tests: [.address, .allOf, .anyOf, .exists, .false, .header, .not, .size, .true],
        tags: [
            TagDefinition(
                "comparator", group: .comparator,
                parameter: ParameterDefinition(name: "name", kind: .string, isConstant: true),
                reach: .group, effect: .comparator),
            TagDefinition("is", group: .matchType, reach: .group, effect: .matchType { _, _ in IsMatch() }),
            TagDefinition("contains", group: .matchType, reach: .group, effect: .matchType { _, _ in ContainsMatch() }),
            TagDefinition("matches", group: .matchType, reach: .group, effect: .matchType { _, _ in WildcardMatch() }),
            TagDefinition("all", group: .addressPart, reach: .group, effect: .addressPart(WholeAddress())),
            TagDefinition("localpart", group: .addressPart, reach: .group, effect: .addressPart(LocalPart())),
            TagDefinition("domain", group: .addressPart, reach: .group, effect: .addressPart(DomainPart())),
        ],
        comparators: [OctetComparator(), CasemapComparator()])
}
