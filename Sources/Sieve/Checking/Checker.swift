// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Checks the tree of a script against the registry and makes it ready to run.
///
/// A call with a wrong argument is reported and left out; what stands inside it is checked all the same, so that one run
/// of the checker tells everything.
struct Checker {
    /// The scripts that are compiled together.
    var family: ScriptFamily
    var findings: Findings
    /// What the script requires, in order.
    private(set) var required: [String] = []
    /// The capabilities of which it uses something.
    private(set) var used: Set<String> = []
    /// The variables that it uses under names of its own.
    private(set) var variables = ScriptVariables()
    /// The loops around the present command, outermost first: the name of each, empty where it has none.
    private(set) var loops: [String] = []
    /// What it uses and may not be there when it runs.
    private var deferred = DeferredUses()
    /// The lists of which the script asks whether they are there (RFC 6134, section 2.5).
    var doubtedLists: Set<String> = []
    /// Whether a command other than `require` has been met.
    private var isPastRequire = false

    init(family: ScriptFamily, findings: Findings) {
        self.family = family
        self.findings = findings
    }

    /// What it is compiled with.
    var dialect: Dialect { family.dialect }

    /// What the script may use.
    var registry: Registry { dialect.registry }

    /// Checks a whole script.
    mutating func check(_ commands: [CallSyntax]) -> (calls: [CheckedCall], commands: [PlacedCommand]) {
        defer {
            deferred.reportUnasked(known: registry.capabilities, to: &findings)
            reportNeverSet()
        }
        return block(commands)
    }

    // MARK: Calls

    private mutating func block(_ commands: [CallSyntax]) -> (calls: [CheckedCall], commands: [PlacedCommand]) {
        var calls: [CheckedCall] = []
        var compiled: [PlacedCommand] = []
        var previous: String?
        for syntax in commands {
            let errorsBefore = findings.errorCount
            let (call, command) = command(syntax, after: previous)
            if command == nil, findings.errorCount == errorsBefore, !isDeclaration(syntax) {
                // Whatever it was: a command is never left out in silence.
                findings.error("\(syntax.name) can't be used as it stands", at: syntax.nameRange)
            }
            if let call { calls.append(call) }
            if let command {
                compiled.append(
                    PlacedCommand(command: command, place: findings.source.place(of: syntax.nameRange)))
            }
            previous = syntax.name
        }
        return (calls, compiled)
    }

    private func isDeclaration(_ syntax: CallSyntax) -> Bool {
        if case .declaration? = registry.commands[syntax.name]?.making { true } else { false }
    }

    private mutating func command(
        _ syntax: CallSyntax, after previous: String?
    ) -> (CheckedCall?, (any CompiledCommand)?) {
        if syntax.name != "require" { isPastRequire = true }
        let outerUses = deferred.beginCall()
        defer { deferred.endCall(outerUses) }
        guard let definition = registry.commands[syntax.name] else {
            reportUnknown(syntax, "command", known: registry.commands.keys, other: registry.tests[syntax.name] != nil)
            checkInside(syntax)
            return (nil, deferred.ofCall.isEmpty ? nil : Guarded(deferred.ofCall))
        }
        if !definition.follows.isEmpty, !definition.follows.contains(previous ?? "") {
            let names = definition.follows.sorted().joined(separator: " or ")
            findings.error("\(syntax.name) stands right after \(names) only", at: syntax.nameRange)
        }
        let (call, parts) = call(syntax, definition)
        if deferred.usesUnknown { return (call, Guarded(deferred.ofCall)) }
        guard let parts else { return (call, nil) }
        switch definition.making {
        case .command(let make):
            let command = make(call, parts, &self)
            guard !deferred.ofCall.isEmpty, command != nil || deferred.usesUnknown else { return (call, command) }
            return (call, Guarded(deferred.ofCall, command: command))
        case .declaration(let declare):
            declare(call, &self)
            return (call, deferred.ofCall.isEmpty ? nil : Guarded(deferred.ofCall))
        case .test: return (call, nil)
        }
    }

    private mutating func test(_ syntax: CallSyntax) -> (CheckedCall?, PlacedTest?) {
        let outerUses = deferred.beginCall()
        defer { deferred.endCall(outerUses) }
        guard let definition = registry.tests[syntax.name] else {
            reportUnknown(syntax, "test", known: registry.tests.keys, other: registry.commands[syntax.name] != nil)
            checkInside(syntax)
            return (nil, deferred.ofCall.isEmpty ? nil : placed(Guarded(deferred.ofCall), syntax))
        }
        let (call, parts) = call(syntax, definition)
        var test: (any CompiledTest)?
        if !deferred.usesUnknown, let parts, case .test(let make) = definition.making {
            test = make(call, parts, &self)
        }
        if !deferred.ofCall.isEmpty, test != nil || deferred.usesUnknown {
            test = Guarded(deferred.ofCall, test: test)
        }
        return (call, test.map { placed($0, syntax) })
    }

    private func placed(_ test: any CompiledTest, _ syntax: CallSyntax) -> PlacedTest {
        let bytes = findings.source.bytes
        return PlacedTest(
            test: test, place: findings.source.place(of: syntax.nameRange),
            source: bytes[syntax.range.clamped(to: bytes.indices)])
    }

    private mutating func reportUnknown(
        _ syntax: CallSyntax, _ what: String, known: Dictionary<String, CallDefinition>.Keys, other: Bool
    ) {
        if other {
            let is_ = what == "test" ? "a command, and a test is needed here" : "a test, which stands behind \"if\""
            findings.error("\(syntax.name) is \(is_)", at: syntax.nameRange)
            return
        }
        let near = findings.nearest(to: syntax.name, in: known.sorted())
        unknown(
            "unknown \(what) \"\(syntax.name)\"", at: syntax.nameRange,
            suggestion: near.map { "did you mean \"\($0)\"?" })
    }

    /// Checks the tests and the block of a call that can't be used itself.
    private mutating func checkInside(_ syntax: CallSyntax) {
        for test in syntax.tests { _ = self.test(test) }
        if let commands = syntax.block { _ = block(commands) }
    }

    /// Checks everything about a call that its definition can say; without parts if it can't be made ready.
    private mutating func call(_ syntax: CallSyntax, _ definition: CallDefinition) -> (CheckedCall, CompiledParts?) {
        let errorsBefore = findings.breakingCount
        if let capability = definition.capability { need(capability, for: syntax.name, at: syntax.nameRange) }
        var arguments = ArgumentReader(syntax: syntax, definition: definition)
        arguments.read(with: &self)
        var call = CheckedCall(
            name: syntax.name, place: findings.source.place(of: syntax.nameRange), tags: arguments.tags,
            arguments: arguments.arguments, tests: [], block: [], range: syntax.range, nameRange: syntax.nameRange)
        var parts = CompiledParts()
        checkShape(syntax, definition)
        let expectedTests = syntax.tests.count
        for inner in syntax.tests {
            let (test, compiled) = test(inner)
            if let test { call.tests.append(test) }
            if let compiled { parts.tests.append(compiled) }
        }
        if definition.isLoop { loops.append(call.tag("name")?.string?.constant ?? "") }
        if let commands = syntax.block { (call.block, parts.block) = block(commands) }
        if definition.isLoop { loops.removeLast() }
        let isSound = findings.breakingCount == errorsBefore && parts.tests.count == expectedTests
        return (call, isSound ? parts : nil)
    }

    private mutating func checkShape(_ syntax: CallSyntax, _ definition: CallDefinition) {
        let name = syntax.name
        switch definition.tests {
        case .none:
            if let first = syntax.tests.first {
                findings.error("\(name) takes no test", at: first.nameRange)
            }
        case .one:
            if syntax.hasTestList {
                findings.error("\(name) takes one test; use allof or anyof for several", at: syntax.nameRange)
            } else if syntax.tests.isEmpty {
                findings.error("\(name) needs a test", at: syntax.nameRange)
            }
        case .list:
            if !syntax.hasTestList { findings.error("\(name) needs tests in parentheses", at: syntax.nameRange) }
        }
        if definition.hasBlock, syntax.block == nil {
            findings.error("\(name) needs a block in braces", at: syntax.nameRange)
        } else if !definition.hasBlock, syntax.block != nil {
            findings.error("\(name) takes no block", at: syntax.nameRange)
        }
    }

    // MARK: Capabilities

    /// Reports a use of something whose capability the script doesn't require.
    mutating func need(_ capability: String, for name: String, at range: Range<Int>) {
        used.insert(capability)
        guard !required.contains(capability) else { return }
        if defersErrors, registry.canBeEnabled(capability) {
            deferred.add(.capability(capability, of: name), at: range)
            return
        }
        findings.error(
            "\(name) needs the extension \"\(capability)\"", at: range,
            suggestion: "write: require \"\(capability)\"; at the top", breaks: false)
    }

    /// Takes down a use of something that scripts can have without requiring it.
    mutating func use(_ capability: String) { used.insert(capability) }

    /// Takes down what the script requires.
    mutating func require(_ capabilities: [CheckedString], at range: Range<Int>) {
        if isPastRequire { findings.error("require stands before all other commands", at: range) }
        for string in capabilities {
            let name = string.constant ?? ""
            guard registry.capabilities.contains(name) else {
                let near = findings.nearest(to: name, in: registry.capabilities.sorted())
                findings.error(
                    "unknown extension \"\(name)\"", at: string.range,
                    suggestion: near.map { "did you mean \"\($0)\"?" })
                continue
            }
            let implied = registry.extensions.first { $0.capability == name }?.implies ?? []
            for capability in [name] + implied where !required.contains(capability) { required.append(capability) }
        }
    }

    // MARK: Capabilities that are asked for when the script runs

    /// Whether what is unknown, or not required, is an error only where it is reached.
    var defersErrors: Bool { required.contains("ihave") }

    /// Reports a use of something that nobody knows.
    mutating func unknown(_ message: String, at range: Range<Int>, suggestion: String?) {
        if defersErrors {
            deferred.add(.unknown(message), at: range, suggestion: suggestion)
        } else {
            findings.error(message, at: range, suggestion: suggestion)
        }
    }

    /// Takes down what an `ihave` asks for.
    mutating func ask(for capabilities: [String]) { deferred.ask(for: capabilities) }

    /// Whether `ihave` can make a capability usable.
    func canEnable(_ capability: String) -> Bool {
        required.contains(capability) || registry.capabilities.contains(capability) && registry.canBeEnabled(capability)
    }

    // MARK: Strings

    /// Makes a string ready: undoes what extensions write into strings, and finds its variables.
    mutating func string(_ syntax: StringSyntax, isConstant: Bool) -> CheckedString {
        var syntax = syntax
        for part in registry.extensions {
            guard let capability = part.capability, let form = part.stringForm, required.contains(capability) else {
                continue
            }
            let formed = form(syntax, &findings)
            if formed != syntax.bytes { used.insert(capability) }
            syntax.bytes = formed
        }
        let template = template(of: syntax)
        if isConstant, template.constant == nil {
            findings.error("no variable can stand here: this must be known before the script runs", at: syntax.range)
        }
        return CheckedString(
            constant: template.constant.map { String(decoding: $0, as: UTF8.self) },
            place: findings.source.place(of: syntax.range), range: syntax.range, template: template)
    }

    private mutating func template(of syntax: StringSyntax) -> StringTemplate {
        let bytes = syntax.bytes
        guard bytes.contains(UInt8(ascii: "$")) else { return StringTemplate(constant: bytes) }
        let hasVariables = required.contains("variables")
        var segments: [StringTemplate.Segment] = []
        var literal: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard let (name, end) = VariableReference.read(bytes, at: index) else {
                literal.append(bytes[index])
                index += 1
                continue
            }
            guard hasVariables else {
                findings.warning(
                    "without the extension \"variables\" this is no variable but text", at: syntax.range,
                    suggestion: "write: require \"variables\"; at the top")
                return StringTemplate(constant: bytes)
            }
            if !literal.isEmpty { segments.append(.literal(literal)) }
            literal = []
            index = end
            used.insert("variables")
            switch name {
            case .variable(let name): segments.append(.variable(variables.use(name, at: syntax.range, in: &family)))
            case .match(let number):
                if number > Self.maximumMatchVariable {
                    findings.error(
                        "match variables go from 0 to \(Self.maximumMatchVariable)", at: syntax.range)
                }
                segments.append(.match(number))
            case .namespaced(let name):
                if let segment = segment(ofNamespaced: name, at: syntax.range) { segments.append(segment) }
            }
        }
        if !literal.isEmpty { segments.append(.literal(literal)) }
        return StringTemplate(segments: segments)
    }

    /// RFC 5229, section 3.2, asks for 9; a higher one than this is a typing error.
    static let maximumMatchVariable = 32

    // MARK: Variables

    /// The number of a variable that the script gives a value; nil where none can have that name, which is reported.
    mutating func assignedSlot(of name: String, at range: Range<Int>) -> Int? {
        let name = name.lowercased()
        if VariableReference.isIdentifier(name.utf8) {
            return variables.assign(name, in: &family)
        }
        if name.contains(".") { return namespacedSlot(of: name, at: range) }
        findings.error("no variable can be set under the name \"\(name)\"", at: range)
        return nil
    }

    /// From here on, the script shares the variable of this name with others (RFC 6609, section 3.4.1).
    mutating func share(_ name: String, at range: Range<Int>) {
        if !variables.share(name, in: &family) {
            findings.error("\"\(name)\" was set before, as a variable of this script alone", at: range)
        }
    }

    /// Warns of variables that are always empty: a rule that looks at one never does what its writer meant.
    private mutating func reportNeverSet() {
        // A command with an error sets nothing, and then nothing can be said of its variable.
        guard !findings.hasErrors else { return }
        for (name, range) in variables.neverSet {
            let near = findings.nearest(to: name, in: variables.names)
            findings.warning(
                "the variable \"\(name)\" is never set, so that it is always empty", at: range,
                suggestion: near.map { "did you mean \"\($0)\"?" })
        }
    }

    /// The number of a namespaced variable that the script gives a value.
    private mutating func namespacedSlot(of name: String, at range: Range<Int>) -> Int? {
        switch namespaced(name, at: range) {
        case .slot(let slot): return slot
        case .provided:
            findings.error("the variable \"\(name)\" can only be read", at: range)
            return nil
        case nil: return nil
        }
    }

    /// What a namespaced variable is in a string.
    private mutating func segment(ofNamespaced name: String, at range: Range<Int>) -> StringTemplate.Segment? {
        switch namespaced(name, at: range) {
        case .slot(let slot): .variable(slot)
        case .provided(let value): .provided(value)
        case nil: nil
        }
    }

    /// A variable of an extension: its namespace, a dot, and the name that it has there.
    private mutating func namespaced(_ name: String, at range: Range<Int>) -> VariableNamespace.Variable? {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let found = registry.namespaces[String(parts[0])], let capability = found.capability,
            required.contains(capability)
        else {
            findings.error("unknown namespace of the variable \"\(name)\"", at: range)
            return nil
        }
        use(capability)
        let variable = found.namespace.variable(String(parts[parts.count - 1]), &self)
        if variable == nil { findings.error("there can be no variable \"\(name)\"", at: range) }
        return variable
    }
}
