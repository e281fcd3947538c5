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
    /// The scripts that run: this one first, then those that it includes.
    private let bodies: [ScriptBody]
    private let variableCount: Int

    /// Compiles a script and those that it includes, finding everything that is wrong with them.
    public static func compile(
        source bytes: some Sequence<UInt8>, name: String, dialect: Dialect = .standard
    ) -> Compilation {
        var family = ScriptFamily(dialect: dialect)
        var compilation = family.compile(SourceText(name: name, bytes: Array(bytes)))
        compilation.included = family.included
        guard let bodies = family.bodies, let main = bodies.first else { return compilation }
        let script = Script(
            name: name, capabilities: main.capabilities, bodies: bodies, variableCount: family.variableCount)
        if family.isSound { compilation.script = script }
        compilation.soundPart = script
        return compilation
    }

    /// Compiles a script that is at hand as text.
    public static func compile(source: String, name: String, dialect: Dialect = .standard) -> Compilation {
        compile(source: source.utf8, name: name, dialect: dialect)
    }

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
        Run(bodies: bodies, input: input, variableCount: variableCount, limits: limits, tracing: tracing)
    }

    /// Runs the script in a run that was begun for it.
    func perform(in run: inout Run) throws(ScriptFault) -> ScriptResult {
        let flow = try run.performMain()
        return run.result(stopped: flow != .proceed)
    }
}
