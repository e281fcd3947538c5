// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `imap4flags`: the flags with which a message is kept or filed (RFC 5232).
    ///
    /// The internal variable belongs to the whole run: included scripts, and those that run after this one, go on with it.
    static let imap4flags = Extension(
        capability: "imap4flags", specification: "RFC 5232",
        commands: [
            command("setflag") { flags, others in flags = others },
            command("addflag") { flags, others in flags.add(others) },
            command("removeflag") { flags, others in flags.remove(others) },
        ],
        tests: [hasFlag],
        tags: [
            TagDefinition(
                "flags", parameter: ParameterDefinition(name: "flags", kind: .strings),
                reach: .calls(["keep", "fileinto"]),
                effect: .action { tag in FlagsModifier(flags: tag.strings.map(\.template)) })
        ])

    private static let parameters = [
        // One argument is the flags, whatever its place in the grammar.
        ParameterDefinition(name: "flags, or the name of a variable", kind: .strings),
        ParameterDefinition(name: "flags", kind: .strings, isOptional: true),
    ]

    private static func command(_ name: String, _ change: @escaping FlagChange.Change) -> CallDefinition {
        CallDefinition(
            name, parameters: parameters,
            making: .command { call, _, checker in
                let flags = call.strings(call.arguments.count - 1)
                checker.checkFlags(flags)
                guard call.arguments.count == 2 else {
                    return FlagChange(flags: flags.map(\.template), variable: nil, change: change)
                }
                guard let name = checker.flagVariables(of: call).first,
                    let target = VariableTarget(name, modifiers: [], in: &checker),
                    let value = checker.flagValue(of: name)
                else { return nil }
                if call.strings(0).count > 1 {
                    checker.findings.error("\(call.name) changes one variable", at: call.nameRange)
                    return nil
                }
                return FlagChange(flags: flags.map(\.template), variable: (target, value), change: change)
            })
    }

    private static let hasFlag = CallDefinition(
        "hasflag", parameters: parameters, accepts: [.comparator, .matchType],
        making: .test { call, _, checker in
            // RFC 5232, section 4: "b A" is the same as ["b", "A"].
            let keys = call.strings(call.arguments.count - 1).flatMap { key in
                guard let constant = key.constant else { return [key] }
                return FlagList.words(of: constant).map { word in
                    CheckedString(
                        constant: word, place: key.place, range: key.range,
                        template: StringTemplate(constant: Array(word.utf8)))
                }
            }
            guard var value = checker.valueTest(of: call, keys: keys) else { return nil }
            value.splitsKeys = true
            guard call.arguments.count == 2 else { return HasFlagTest(variables: nil, value: value) }
            var variables: [(String, StringTemplate)] = []
            for name in checker.flagVariables(of: call) {
                guard let template = checker.flagValue(of: name) else { return nil }
                variables.append((name.constant ?? "", template))
            }
            return HasFlagTest(variables: variables, value: value)
        })
}

extension Checker {
    /// The names of variables that stand before the flags.
    fileprivate mutating func flagVariables(of call: CheckedCall) -> [CheckedString] {
        need("variables", for: "\(call.name) with a variable", at: call.nameRange)
        return call.strings(0)
    }

    /// What reads the variable of a name; nil where none can have it, which is reported.
    fileprivate mutating func flagValue(of name: CheckedString) -> StringTemplate? {
        let text = name.constant ?? ""
        let reference = Array("${\(text)}".utf8)
        guard let (found, end) = VariableReference.read(reference, at: 0), end == reference.count else {
            findings.error("no variable can have the name \"\(Findings.shown(text))\"", at: name.range)
            return nil
        }
        if case .match = found {
            findings.error("what a wildcard stood for is no variable of flags", at: name.range)
            return nil
        }
        return string(StringSyntax(bytes: reference, range: name.range), isConstant: false).template
    }

    fileprivate mutating func checkFlags(_ strings: [CheckedString]) {
        for string in strings {
            for word in FlagList.words(of: string.constant ?? "") where !FlagList.isFlag(word) {
                findings.warning("\"\(Findings.shown(word))\" can't be a flag, and is ignored", at: string.range)
            }
        }
    }
}

extension Run {
    /// The flags that strings name.
    fileprivate mutating func flags(_ templates: [StringTemplate]) throws(ScriptFault) -> FlagList {
        var list = FlagList()
        for template in templates {
            list.add(try template.text(in: &self))
            try check(list)
        }
        return list
    }

    /// A loop could go on adding.
    fileprivate mutating func check(_ list: FlagList) throws(ScriptFault) {
        let size = list.text.utf8.count
        try charge(size >> 8)
        guard size <= limits.variableSize else {
            throw fault(.variableTooLong(name: "of flags", limit: limits.variableSize))
        }
    }
}

private struct FlagChange: CompiledCommand {
    typealias Change = @Sendable (inout FlagList, FlagList) -> Void

    let flags: [StringTemplate]
    /// The variable, and what reads it; nil for the internal one.
    let variable: (target: VariableTarget, value: StringTemplate)?
    let change: Change

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let others = try run.flags(flags)
        guard let variable else {
            change(&run.flags, others)
            try run.check(run.flags)
            return .proceed
        }
        var list = try run.flags([variable.value])
        change(&list, others)
        try variable.target.assign(Array(list.text.utf8), in: &run)
        return .proceed
    }
}

private struct HasFlagTest: CompiledTest {
    /// The variables, with their names; nil for the internal one.
    let variables: [(name: String, value: StringTemplate)]?
    let value: ValueTest

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        var session = try value.session(in: &run)
        for flag in variables == nil ? run.flags.flags : [] {
            if try session.offer(flag, from: "flags", in: &run) { return true }
        }
        for variable in variables ?? [] {
            for flag in try run.flags([variable.value]).flags {
                if try session.offer(flag, from: variable.name, in: &run) { return true }
            }
        }
        return try session.finish(in: &run)
    }
}

private struct FlagsModifier: ActionModifier {
    let flags: [StringTemplate]

    func modify(_ action: inout Action, in run: inout Run) throws(ScriptFault) {
        action.flags = try run.flags(flags).flags
    }
}
