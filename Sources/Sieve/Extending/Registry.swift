// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The extensions that scripts can require, and where each name comes from.
struct Registry: Sendable {
    let extensions: [Extension]
    let commands: [String: CallDefinition]
    let tests: [String: CallDefinition]
    let comparators: [String: any Comparator]
    /// The namespaces of variables, each with the capability that it needs.
    let namespaces: [String: (namespace: VariableNamespace, capability: String?)]
    /// The comparators that need no `require`; RFC 5228, section 2.7.3, has two.
    let comparatorsAtHand: Set<String>
    /// What `require` may name.
    let capabilities: Set<String>

    /// Everything that is built in.
    static let standard = Registry([
        .base, .envelope, .fileInto, .encodedCharacter, .variables, .copy, .relational, .asciiNumeric, .unicodeCasemap,
        .editHeader, .reject, .ereject, .subaddress, .index,
        .include,
        .body, .mime, .forEveryPart, .extractText,
        .regex,
        .near,
        .detect,
        .ihave,
        .date,
        .environment,
        .extLists,
        .duplicate,
        .imap4flags,
        .mailbox,
        .debugLog,
        .environmentVariables,
    ])

    init(_ extensions: [Extension], comparatorsAtHand: Set<String> = ["i;octet", "i;ascii-casemap"]) {
        self.comparatorsAtHand = comparatorsAtHand
        self.extensions = extensions
        var commands: [String: CallDefinition] = [:]
        var tests: [String: CallDefinition] = [:]
        let tags = SharedTags(extensions.flatMap { part in part.tags.map { $0.from(part.capability) } })
        var comparators: [String: any Comparator] = [:]
        var namespaces: [String: (namespace: VariableNamespace, capability: String?)] = [:]
        // Every comparator has a capability, and RFC 5228, section 2.7.3, lets a script require the two of the base too.
        var capabilities: Set<String> = []
        for part in extensions {
            if let capability = part.capability { capabilities.insert(capability) }
            for definition in part.commands { commands[definition.name] = definition.from(part.capability).among(tags) }
            for definition in part.tests { tests[definition.name] = definition.from(part.capability).among(tags) }
            for namespace in part.namespaces { namespaces[namespace.name] = (namespace, part.capability) }
            for comparator in part.comparators {
                comparators[comparator.name] = comparator
                capabilities.insert("comparator-" + comparator.name)
            }
        }
        self.commands = commands
        self.tests = tests
        self.comparators = comparators
        self.namespaces = namespaces
        self.capabilities = capabilities
    }

    /// Whether a script may ask for a capability while it runs (RFC 5463, section 4).
    func canBeEnabled(_ capability: String) -> Bool {
        !extensions.contains { $0.capability == capability && ($0.changesStrings || $0.stringForm != nil) }
    }
}
