// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Assigns the arguments of a call to its tags and parameters, and reports those that don't fit.
struct ArgumentReader {
    let syntax: CallSyntax
    let definition: CallDefinition
    private(set) var tags: [CheckedTag] = []
    private(set) var arguments: [CheckedArgument] = []
    private var rest: ArraySlice<ArgumentSyntax>

    init(syntax: CallSyntax, definition: CallDefinition) {
        self.syntax = syntax
        self.definition = definition
        rest = syntax.arguments[...]
    }

    /// Reads all arguments.
    mutating func read(with checker: inout Checker) {
        if checker.defersErrors, let unknown = unknownTag {
            // What stands behind an unknown tag may be its argument, so nothing more can be said about this call.
            checker.unknown("\(syntax.name) has no tag :\(unknown.name)", at: unknown.range, suggestion: nil)
            return
        }
        while let next = rest.popFirst() {
            if case .tag(let name) = next.value {
                // RFC 5228, section 2.6.2: what stands behind a positional argument can't be meant for the call.
                if !arguments.isEmpty, definition.allTags.contains(where: { $0.name == name }) {
                    checker.findings.error("tags stand before the other arguments", at: next.range)
                }
                readTag(name, at: next.range, with: &checker)
            } else if arguments.count < definition.parameters.count {
                let parameter = definition.parameters[arguments.count]
                arguments.append(checked(next, as: parameter, of: syntax.name, with: &checker))
            } else {
                reportSurplus(next, with: &checker)
            }
        }
        let missing = definition.parameters.dropFirst(arguments.count).filter { !$0.isOptional }
        if !missing.isEmpty {
            let names = missing.map { "\($0.name) (\($0.expectation))" }.joined(separator: " and ")
            checker.findings.error("\(syntax.name) lacks \(names)", at: syntax.nameRange)
        }
        for group in definition.needs where !tags.contains(where: { $0.definition.group == group }) {
            let names = definition.allTags.filter { $0.group == group }.map { ":" + $0.name }
            checker.findings.error("\(syntax.name) needs \(names.joined(separator: " or "))", at: syntax.nameRange)
        }
    }

    /// How many of the arguments that are left belong to tags.
    private var argumentsOfTags: Int {
        zip(rest, rest.dropFirst()).count { tag, argument in
            guard case .tag(let name) = tag.value, !argument.isTag else { return false }
            return definition.allTags.contains { $0.name == name && $0.parameter != nil }
        }
    }

    /// The first tag that no extension has for this call.
    private var unknownTag: (name: String, range: Range<Int>)? {
        for argument in syntax.arguments {
            guard case .tag(let name) = argument.value, !definition.allTags.contains(where: { $0.name == name }) else {
                continue
            }
            return (name, argument.range)
        }
        return nil
    }

    private func reportSurplus(_ argument: ArgumentSyntax, with checker: inout Checker) {
        let most = definition.parameters.count
        let count = most == 0 ? "no arguments" : most == 1 ? "one argument" : "\(most) arguments"
        checker.findings.error(
            "\(syntax.name) takes \(count); \(argument.description) is too much", at: argument.range)
    }

    private mutating func readTag(_ name: String, at range: Range<Int>, with checker: inout Checker) {
        let known = definition.allTags
        // Two extensions may give a tag of one name; the one that the script requires is meant.
        let candidates = known.filter { $0.name == name }
        let tag = candidates.first { $0.capability.map(checker.required.contains) ?? true } ?? candidates.first
        guard let tag else {
            let near = checker.findings.nearest(to: name, in: known.map(\.name))
            checker.findings.error(
                "\(syntax.name) has no tag :\(name)", at: range, suggestion: near.map { "did you mean :\($0)?" })
            // What follows an unknown tag may be its argument; saying more about it would be guessing.
            let positional = rest.count { !$0.isTag } - argumentsOfTags
            if let next = rest.first, !next.isTag, positional + arguments.count > definition.parameters.count {
                rest.removeFirst()
            }
            return
        }
        if let capability = tag.capability { checker.need(capability, for: ":" + name, at: range) }
        if let other = tags.first(where: { $0.definition.group == tag.group }) {
            let what =
                other.name == name ? ":\(name) stands here twice" : ":\(other.name) and :\(name) exclude each other"
            checker.findings.error(what, at: range)
        }
        var argument: CheckedArgument?
        if let parameter = tag.parameter {
            if let next = rest.first, !next.isTag {
                rest.removeFirst()
                argument = checked(next, as: parameter, of: ":" + name, with: &checker)
            } else {
                checker.findings.error(":\(name) is followed by its \(parameter.name)", at: range)
            }
        }
        tags.append(CheckedTag(name: name, argument: argument, range: range, definition: tag))
    }

    private func checked(
        _ argument: ArgumentSyntax, as parameter: ParameterDefinition, of owner: String, with checker: inout Checker
    ) -> CheckedArgument {
        let value: CheckedArgument.Value
        switch (argument.value, parameter.kind) {
        case (.number(let number), .number):
            value = .number(number)
        case (.string(let string), .string), (.string(let string), .strings):
            value = .strings([checker.string(string, isConstant: parameter.isConstant)])
        case (.strings(let strings), .strings):
            value = .strings(strings.map { checker.string($0, isConstant: parameter.isConstant) })
        default:
            checker.findings.error(
                "the \(parameter.name) of \(owner) is \(parameter.expectation), not \(argument.description)",
                at: argument.range)
            value = .strings([])
        }
        return CheckedArgument(value: value, range: argument.range)
    }
}

extension ArgumentSyntax {
    fileprivate var isTag: Bool {
        if case .tag = value { true } else { false }
    }
}
