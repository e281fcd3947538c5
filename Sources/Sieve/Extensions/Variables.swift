// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `variables`: `set`, the test `string`, `${name}` in strings, and what wildcards stood for (RFC 5229).
    ///
    /// References in strings are found by the checker, since every string of every call can hold them.
    static let variables = Extension(
        capability: "variables", specification: "RFC 5229", commands: [set], tests: [string])

    private static let set = CallDefinition(
        "set",
        parameters: [
            ParameterDefinition(name: "name", kind: .string, isConstant: true),
            ParameterDefinition(name: "value", kind: .string),
        ],
        tags: VariableModifier.allCases.map { TagDefinition($0.rawValue, group: $0.group) },
        making: .command { call, _, checker in
            guard let name = call.strings(0).first, let value = call.strings(1).first else { return nil }
            let text = name.constant ?? ""
            guard let slot = checker.assignedSlot(of: text, at: name.range) else { return nil }
            let modifiers = call.tags.compactMap { VariableModifier(rawValue: $0.name) }
            return SetCommand(
                name: text.lowercased(), slot: slot, value: value.template,
                modifiers: modifiers.sorted { $0.precedence > $1.precedence })
        })

    private static let string = CallDefinition(
        "string",
        parameters: [
            ParameterDefinition(name: "source strings", kind: .strings),
            ParameterDefinition(name: "keys", kind: .strings),
        ],
        accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            checker.valueTest(of: call, keys: call.strings(1)).map {
                StringTest(sources: call.strings(0).map(\.template), value: $0)
            }
        })
}

/// RFC 5229, section 4.1: of those given, the one with the higher precedence is applied first.
private enum VariableModifier: String, CaseIterable {
    case lower, upper, lowerfirst, upperfirst, quotewildcard, length

    var precedence: Int {
        switch self {
        case .lower, .upper: 40
        case .lowerfirst, .upperfirst: 30
        case .quotewildcard: 20
        case .length: 10
        }
    }

    /// Two modifiers of one precedence exclude each other.
    var group: TagGroup { TagGroup(name: "modifier of precedence \(precedence)") }

    func applied(to bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .lower: return mapped(bytes[...]) { $0.lowercased() }
        case .upper: return mapped(bytes[...]) { $0.uppercased() }
        case .lowerfirst, .upperfirst:
            guard !bytes.isEmpty else { return bytes }
            let first = UTF8Character.length(in: bytes.span, at: 0)
            return mapped(bytes[..<first]) { self == .lowerfirst ? $0.lowercased() : $0.uppercased() } + bytes[first...]
        case .quotewildcard:
            let special = Array("*?\\".utf8)
            return bytes.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
        case .length:
            // Characters, not octets: every byte that doesn't continue a UTF-8 sequence begins one.
            return Array(String(bytes.count { $0 & 0xC0 != 0x80 }).utf8)
        }
    }

    /// Maps text; octets that are no UTF-8 are left as they are, since text functions would replace them.
    private func mapped(_ bytes: ArraySlice<UInt8>, _ body: (String) -> String) -> [UInt8] {
        String(validating: bytes, as: UTF8.self).map { Array(body($0).utf8) } ?? Array(bytes)
    }
}

private struct SetCommand: CompiledCommand {
    let name: String
    let slot: Int
    let value: StringTemplate
    let modifiers: [VariableModifier]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        var value = try value.expanded(in: &run)
        for modifier in modifiers { value = modifier.applied(to: value) }
        // RFC 5229 lets an implementation cut the value off; a decision from half a value could be any, so it is a fault.
        guard value.count <= run.limits.variableSize else {
            throw run.fault(.variableTooLong(name: name, limit: run.limits.variableSize))
        }
        run.variables[slot] = value
        return .proceed
    }
}

private struct StringTest: CompiledTest {
    let sources: [StringTemplate]
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        for source in sources {
            let text = try source.expanded(in: &run)
            // RFC 5229, section 5: the empty string counts as none for `:count`.
            if text.isEmpty, session.countsValues { continue }
            if try session.offer(text.span, from: "string", in: &run) { return true }
        }
        return try session.finish(in: &run)
    }
}
