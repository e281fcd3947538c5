// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The scripts that are compiled together because one includes the other, and what they share.
///
/// Each is compiled once, however often it is included.
struct ScriptFamily: Sendable {
    private struct Member: Sendable {
        let name: String
        /// What of it can be run; missing while it is being compiled, and where it was not looked at.
        var body: ScriptBody?
        var isSound = false
    }

    let dialect: Dialect
    private var members: [Member] = []
    /// The scripts that are being compiled, each included by the one before it.
    private var chain: [Int] = []
    private var globals: [String: Int] = [:]
    /// How many variables they have, all together.
    private(set) var variableCount = 0
    /// How many bytes the keys that were made ready may come to take.
    var keyMemory = 0
    /// What compiling the included ones came to, a script before the one that includes it.
    private(set) var included: [Compilation] = []

    init(dialect: Dialect) { self.dialect = dialect }

    /// The name of the script that includes the others.
    var main: String { members.first?.name ?? "" }

    /// The number of a script that was met before.
    func number(of name: String) -> Int? { members.firstIndex { $0.name == name } }

    /// Whether a script is one of those that are being compiled, so that including it would be including itself.
    func isOpen(_ number: Int) -> Bool { chain.contains(number) }

    /// Whether a script has been compiled without errors.
    func isSound(_ number: Int) -> Bool { members[number].isSound }

    /// Whether all scripts have been compiled without errors.
    var isSound: Bool { members.allSatisfy(\.isSound) }

    /// How many scripts lie between the main one and what the present one includes, that one counted.
    var depth: Int { chain.count }

    /// How many scripts have been included.
    var includedCount: Int { max(members.count - 1, 0) }

    /// The scripts that are being compiled from this one on, and back to it: `a -> b -> a`.
    func cycle(from number: Int) -> String {
        let names = chain.drop { $0 != number }.map { members[$0].name }
        return (names + [members[number].name]).joined(separator: " -> ")
    }

    // MARK: Compiling

    /// Compiles a script, and in the middle of it what it includes.
    mutating func compile(_ source: SourceText) -> Compilation {
        let number = members.count
        members.append(Member(name: source.name, body: nil))
        chain.append(number)
        defer { chain.removeLast() }
        var findings = Findings(source: source)
        guard source.bytes.count <= Self.maximumSize else {
            findings.error("a script has at most \(Self.maximumSize) bytes", at: 0..<0)
            return Compilation(script: nil, diagnostics: findings.sorted, calls: [], source: source)
        }
        let tokens = Lexer.tokens(of: source, findings: &findings)
        let syntax = Parser.commands(from: tokens, registry: dialect.registry, findings: &findings)
        var checker = Checker(family: self, findings: findings)
        let checked = checker.check(syntax)
        self = checker.family
        members[number].isSound = !checker.findings.hasErrors
        members[number].body = ScriptBody(
            name: source.name, capabilities: checker.required, block: checked.commands,
            localVariables: checker.variables.local)
        return Compilation(
            script: nil, diagnostics: checker.findings.sorted, calls: checked.calls,
            usedCapabilities: checker.used, source: source)
    }

    /// Compiles a script that another one includes.
    /// - Returns: Its number.
    mutating func include(_ source: SourceText) -> Int {
        let number = members.count
        let compilation = compile(source)
        included.append(compilation)
        return number
    }

    /// The scripts by their numbers, the main one first; nil if one of them was not looked at.
    var bodies: [ScriptBody]? {
        let bodies = members.compactMap(\.body)
        return bodies.count == members.count ? bodies : nil
    }

    /// A megabyte of rules is no rule file any more.
    private static let maximumSize = 1 << 20

    // MARK: Variables

    /// The number of a variable that nobody has yet.
    mutating func newVariable() -> Int {
        variableCount += 1
        return variableCount - 1
    }

    /// The variable that all scripts share under this name (RFC 6609, section 3.4.1).
    mutating func globalVariable(_ name: String) -> Int {
        if let slot = globals[name] { return slot }
        let slot = newVariable()
        globals[name] = slot
        return slot
    }
}
