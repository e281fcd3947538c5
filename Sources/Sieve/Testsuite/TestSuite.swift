// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Runs test files, which are scripts in Pigeonhole's `vnd.dovecot.testsuite`.
///
/// The blocks of a file run in order in one run, so that variables and the message last from one to the next. A block
/// that fails, or in which a fault happens, doesn't keep the next ones from being run.
public struct TestSuite: Sendable {
    private let surroundings: TestSurroundings

    /// Makes a runner.
    public init(surroundings: TestSurroundings) {
        self.surroundings = surroundings
    }

    /// Runs the file at a path, which is also what it is called in messages.
    public func run(_ path: String) -> TestFileReport {
        guard let bytes = surroundings.file(path) else {
            return TestFileReport(path: path, blocks: [], failure: .init(text: "can't be read", line: 1))
        }
        return run(path.hasSuffix(".in") ? Self.rendered(bytes) : bytes, path: path)
    }

    /// Runs a file that has been read.
    public func run(_ source: [UInt8], path: String) -> TestFileReport {
        let slash = path.lastIndex(of: "/")
        let session = TestSession(folder: slash.map { String(path[..<$0]) } ?? ".", surroundings: surroundings)
        var compilation = Script.compile(source: source, name: path, dialect: session.dialect)
        if takeLists(from: compilation, into: session) {
            compilation = Script.compile(source: source, name: path, dialect: session.dialect)
        }
        let (broken, reason) = Self.errors(of: compilation)
        if let reason {
            session.fail(reason.text, line: reason.line)
        } else if let script = compilation.soundPart {
            var run = script.run(begunOn: session.input, limits: Self.limits, tracing: false)
            run.storage[TestSession.self] = session
            do throws(ScriptFault) {
                _ = try script.perform(in: &run)
            } catch {
                session.fail(error.text, line: error.place.line)
            }
        }
        return report(on: session, path: path, calls: compilation.calls, broken: broken)
    }

    /// Takes the settings of lists that stand outside of all blocks: a file is compiled with the lists that it makes itself.
    /// - Returns: whether there are any.
    private func takeLists(from compilation: Compilation, into session: TestSession) -> Bool {
        guard var run = compilation.soundPart?.run(begunOn: session.input, limits: Self.limits, tracing: false) else {
            return false
        }
        run.storage[TestSession.self] = session
        var hasLists = false
        for call in compilation.calls where call.name == "test_config_set" {
            guard let key = call.strings(0).first?.constant, TestLists.isSetting(key),
                let value = try? call.strings(1).first?.template.text(in: &run)
            else { continue }
            session.settings[key] = value
            hasLists = true
        }
        return hasLists
    }

    /// All blocks of a file, with those that were not run because of an error or because the file was left before.
    private func report(
        on session: TestSession, path: String, calls: [CheckedCall], broken: [Int: TestFileReport.Reason]
    ) -> TestFileReport {
        var report = TestFileReport(path: path, blocks: session.blocks, failure: session.failure)
        // A block that lacks nothing but a `require` could be run all the same.
        for index in report.blocks.indices {
            report.blocks[index].failure = broken[report.blocks[index].line] ?? report.blocks[index].failure
        }
        for call in calls where call.name == "test" {
            let line = call.place.line
            guard !report.blocks.contains(where: { $0.line == line }) else { continue }
            let reason = broken[line] ?? session.failure ?? TestFileReport.Reason(text: "was never reached", line: line)
            // The blocks tell it; the file needs not tell it again.
            if reason == session.failure { report.failure = nil }
            report.blocks.append(.init(title: call.strings(0).first?.constant ?? "", line: line, failure: reason))
        }
        report.blocks.sort { $0.line < $1.line }
        var counts: [String: Int] = [:]
        for index in report.blocks.indices {
            counts[report.blocks[index].title, default: 0] += 1
            report.blocks[index].number = counts[report.blocks[index].title, default: 1]
        }
        return report
    }

    /// The errors of a file: the first in each block, by the line of the block, and the first one outside of blocks.
    private static func errors(
        of compilation: Compilation
    ) -> (blocks: [Int: TestFileReport.Reason], file: TestFileReport.Reason?) {
        if let unknown = compilation.unknownExtensions.first {
            return ([:], .init(text: "needs extension \(unknown.constant ?? "")", line: unknown.place.line))
        }
        var blocks: [Int: TestFileReport.Reason] = [:]
        for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
            let reason = TestFileReport.Reason(text: diagnostic.message, line: diagnostic.place.line)
            guard let call = compilation.calls.last(where: { $0.place.line <= reason.line }), call.name == "test" else {
                return ([:], reason)
            }
            blocks[call.place.line] = blocks[call.place.line] ?? reason
        }
        return (blocks, nil)
    }

    /// The file itself may do more than a rule file, such as taking an action in each of its blocks.
    private static let limits = Limits(actions: 10_000, redirects: 10_000, edits: 10_000)

    /// A template marks lines that hold only where addresses in UTF-8 are invalid; RFC 6532 made them valid.
    private static func rendered(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return Array(lines.map { $0.starts(with: "#UTF8#".utf8) ? [] : $0 }.joined(separator: [UInt8(ascii: "\n")]))
    }
}

extension Compilation {
    /// The extensions that the script requires and nobody has.
    var unknownExtensions: [CheckedString] {
        let known = Dialect.testsuite.registry.capabilities
        return calls.filter { $0.name == "require" }.flatMap { $0.strings(0) }
            .filter { !known.contains($0.constant ?? "") }
    }
}
