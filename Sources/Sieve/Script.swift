// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A script that has been checked and can be run over any number of messages.
///
/// RFC 5228. Compiling says everything that is wrong with a script at once; running is a pure function from a message
/// and an envelope to the actions that the script wants.
public struct Script: Sendable {
    /// The name under which it was compiled: a path, as a rule.
    public let name: String
    /// The capabilities that it requires, in the order of the script.
    public let capabilities: [String]
    private let block: [PlacedCommand]
    private let variableNames: [String]

    /// Compiles a script, finding everything that is wrong with it.
    public static func compile(
        source bytes: some Sequence<UInt8>, name: String, dialect: Dialect = .standard
    ) -> Compilation {
        let source = SourceText(name: name, bytes: Array(bytes))
        var findings = Findings(source: source)
        let registry = dialect.registry
        guard source.bytes.count <= maximumSize else {
            findings.error("a script has at most \(maximumSize) bytes", at: 0..<0)
            return Compilation(script: nil, diagnostics: findings.sorted, calls: [], soundPart: nil, source: source)
        }
        let tokens = Lexer.tokens(of: source, findings: &findings)
        let syntax = Parser.commands(from: tokens, registry: registry, findings: &findings)
        var checker = Checker(dialect: dialect, findings: findings)
        let checked = checker.check(syntax)
        let script = Script(
            name: name, capabilities: checker.required, block: checked.commands, variableNames: checker.variableNames)
        return Compilation(
            script: checker.findings.hasErrors ? nil : script, diagnostics: checker.findings.sorted,
            calls: checked.calls, soundPart: script, source: source)
    }

    /// Compiles a script that is at hand as text.
    public static func compile(source: String, name: String, dialect: Dialect = .standard) -> Compilation {
        compile(source: source.utf8, name: name, dialect: dialect)
    }

    /// A megabyte of rules is no rule file any more.
    private static let maximumSize = 1 << 20

    /// Runs the script for one message and one recipient.
    ///
    /// Without a trace the run is a little faster, and nobody can say afterwards why it came to its result.
    public func run(
        on input: ScriptInput, limits: Limits = .standard, tracing: Bool = true
    ) throws(ScriptFault) -> ScriptResult {
        var run = run(begunOn: input, limits: limits, tracing: tracing)
        return try perform(in: &run)
    }

    /// A run in which nothing has happened yet.
    func run(begunOn input: ScriptInput, limits: Limits, tracing: Bool) -> Run {
        Run(
            file: name, input: input, variableCount: variableNames.count,
            keepsMatches: capabilities.contains("variables"), limits: limits, tracing: tracing)
    }

    /// Runs the script in a run that was begun for it.
    func perform(in run: inout Run) throws(ScriptFault) -> ScriptResult {
        let flow = try run.perform(block, under: nil)
        return run.result(stopped: flow == .stop)
    }
}
