// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail
import Reading
import Sieve

/// What `benchmarks/rules.sh` measures: the engine of the rules, without settings and deliveries.
///
///     rules-bench RULES MESSAGE            reads both, and prints the actions: what one process for one message costs
///     rules-bench RULES MESSAGE RUNS       the same, then so many runs of each step in one process, in microseconds
@main
struct RulesBench {
    static func main() {
        let words = CommandLine.arguments
        guard words.count == 3 || words.count == 4 else { fail("rules-bench RULES MESSAGE [RUNS]") }
        do {
            let rules = try MappedFile(path: words[1])
            let mail = try MappedFile(path: words[2])
            let source = rules.bytes(in: 0..<rules.count)
            let script = compiled(source, name: words[1])
            let message = MessageReader().read(mail)
            guard words.count == 4 else {
                for action in try run(script, on: message).actions { print(action.kind.rawValue, action.argument) }
                return
            }
            guard let count = Int(words[3]), count > 0 else { fail("the number of runs is a number") }
            measure("compile", count) { _ = compiled(source, name: words[1]) }
            measure("read", count) { _ = MessageReader().read(mail) }
            measure("run", count) { _ = try? run(script, on: message) }
        } catch {
            fail("\(error)")
        }
    }

    private static func compiled(_ source: [UInt8], name: String) -> Script {
        let compilation = Script.compile(source: source, name: name)
        guard let script = compilation.script else {
            fail(compilation.diagnostics.first?.headline ?? "can't be compiled")
        }
        return script
    }

    /// A run as for the first recipient of a message: nothing is left over from the run before.
    private static func run(_ script: Script, on message: Message) throws(ScriptFault) -> ScriptResult {
        try script.run(
            on: ScriptInput(message: message, sender: "jan@office.example", recipient: "piet@client.example"),
            tracing: false)
    }

    /// Prints the median of five rounds, in microseconds for one call.
    private static func measure(_ name: String, _ count: Int, _ body: () -> Void) {
        let clock = ContinuousClock()
        let rounds = (0..<5).map { _ in
            let taken = clock.measure { for _ in 0..<count { body() } }
            return Double(taken.components.seconds) * 1e6 + Double(taken.components.attoseconds) / 1e12
        }
        print(name, rounds.sorted()[2] / Double(count))
    }

    private static func fail(_ text: String) -> Never {
        let line = Array("rules-bench: \(text)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
        exit(ExitStatus.usage.rawValue)
    }
}
