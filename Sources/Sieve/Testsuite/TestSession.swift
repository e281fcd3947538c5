// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What the commands of one test file share: the message, the scripts, and what these came to.
///
/// A class, because a script under test can itself be one that tests, and then works on the same things.
final class TestSession {
    private let surroundings: TestSurroundings
    /// The folder of the file, without a slash at the end.
    let folder: String

    /// The message and its envelope.
    var input: ScriptInput
    /// The recipient as it was before any forwarding.
    var originalRecipient: String
    /// The settings that were changed.
    var settings: [String: String] = [:]
    /// The messages of what went wrong in the last script, in order.
    private(set) var errors: [String] = []
    /// The script that was compiled last.
    private var compiled: Script?
    /// The scripts that were put by, by name.
    private var saved: [String: Script] = [:]
    /// What scripts came to.
    var result = TestResult()
    /// Where their messages went.
    var post = TestPost()

    /// The blocks that were run.
    private(set) var blocks: [TestFileReport.Block] = []
    /// Why the file has failed apart from its blocks.
    private(set) var failure: TestFileReport.Reason?
    /// The block that is being run.
    private var current: TestFileReport.Block?

    init(folder: String, surroundings: TestSurroundings) {
        self.folder = folder
        self.surroundings = surroundings
        input = ScriptInput(
            message: surroundings.message([]), sender: nil, recipient: "", surroundings: surroundings.run)
        originalRecipient = ""
        setMessage(Array(Self.firstMessage.utf8))
    }

    private static let firstMessage = """
        From: sender@example.com\r
        To: recipient@example.org\r
        Subject: Frop!\r
        \r
        Friep!\r

        """

    func clearErrors() { errors = [] }

    func addError(_ text: String) { errors.append(text) }

    // MARK: Blocks

    var isInBlock: Bool { current != nil }

    func begin(_ name: String, line: Int) {
        current = TestFileReport.Block(title: name, line: line, failure: nil)
    }

    /// Notes why the present block has failed, or the file where there is none; the first reason stays.
    func fail(_ text: String, line: Int) {
        let reason = TestFileReport.Reason(text: text, line: line)
        if current != nil {
            if current?.failure == nil { current?.failure = reason }
        } else {
            failure = failure ?? reason
        }
    }

    func end() {
        if let current { blocks.append(current) }
        current = nil
    }

    // MARK: Message

    /// Makes these bytes the message, and its own fields the envelope.
    func setMessage(_ bytes: [UInt8]) {
        let message = surroundings.message(bytes)
        func mailbox(_ names: [String]) -> String? {
            names.lazy.compactMap { message.addresses(in: $0).first?.mailbox }.first
        }
        input = ScriptInput(
            message: message, sender: mailbox(["Return-Path", "Sender", "From"]) ?? "sender@example.com",
            recipient: mailbox(["Envelope-To", "To"]) ?? "recipient@example.com", surroundings: configuredSurroundings)
        originalRecipient = input.recipient
    }

    /// What scripts may know of the world: what the runner was told, a mail store, and what the settings add.
    var configuredSurroundings: Surroundings {
        var configured = surroundings.run
        configured.environment["vnd.dovecot.default-mailbox"] = "INBOX"
        configured.environment["vnd.dovecot.username"] = "user"
        let prefix = "sieve_environment/"
        for (key, value) in settings where key.hasPrefix(prefix) {
            configured.environment["vnd.dovecot.config.\(key.dropFirst(prefix.count))"] = value
        }
        return configured
    }

    // MARK: Scripts

    /// What scripts are compiled with: the suite's own commands, the scripts beside the test to include, and the lists of
    /// the settings.
    var dialect: Dialect {
        var dialect = Dialect.testsuite
        dialect.library = TestLibrary(folder: folder, surroundings: surroundings)
        dialect.lists = TestLists.lists(by: settings, file: surroundings.file)
        if let depth = settings["sieve_include_max_nesting_depth"].flatMap({ Int($0) }) { dialect.includeDepth = depth }
        if let count = settings["sieve_include_max_includes"].flatMap({ Int($0) }) { dialect.includeCount = count }
        return dialect
    }

    /// How much a script may use.
    var limits: Limits {
        var limits = Limits.standard
        if let text = settings["sieve_variables_max_variable_size"], let size = Int(text) { limits.variableSize = size }
        return limits
    }

    /// Compiles a file beside the test; what is wrong with it becomes the errors.
    ///
    /// Pigeonhole counts one error more than it finds: that compiling failed. A script that needs an extension which is
    /// not there tests nothing by not compiling, so that is a fault of the test; `_name` is a name no extension has.
    func compile(_ path: String, in run: Run) throws(ScriptFault) -> Bool {
        guard let bytes = surroundings.file(folder + "/" + path) else {
            errors = ["there is no file \(path)"]
            return false
        }
        let compilation = Script.compile(source: bytes, name: path, dialect: dialect)
        if let name = compilation.unknownExtensions.first(where: { $0.constant?.hasPrefix("_") != true })?.constant {
            throw run.fault(.unusableTest("\(path) needs extension \(name)"))
        }
        errors = compilation.mistakes.map(\.message)
        guard let script = compilation.script else {
            errors.append("\(path) does not compile")
            return false
        }
        compiled = script
        return true
    }

    /// Puts the script that was compiled last by.
    func save(as name: String) { saved[name] = compiled }

    /// Takes a script that was put by; false if there is none of that name.
    func load(_ name: String) -> Bool {
        guard let script = saved[name] else { return false }
        compiled = script
        return true
    }

    /// Runs the script that was compiled last on the present message; its actions become part of the result.
    func run(on outer: Run, following: Bool = false) throws(ScriptFault) -> Bool {
        guard let script = compiled else { throw outer.fault(.unusableTest("no script was compiled before")) }
        errors = []
        let input = following ? result.finalInput ?? outer.input : outer.input
        var run = script.run(begunOn: input, limits: limits, tracing: false)
        run.storage[TestSession.self] = self
        let failureBefore = current?.failure
        do throws(ScriptFault) {
            result.add(try script.perform(in: &run), of: input)
        } catch {
            errors.append(error.text)
            return false
        }
        if let conflict = result.conflict {
            errors.append(conflict)
            return false
        }
        // A script under test that tests has failed where one of its own tests did; that alone fails no block.
        let hasFailed = current?.failure != failureBefore
        current?.failure = failureBefore
        return !hasFailed
    }
}

extension Run {
    /// What the commands of the test file share.
    func testSession() throws(ScriptFault) -> TestSession {
        guard let session = storage[TestSession.self] else {
            throw fault(.unusableTest("this command runs in a test suite only"))
        }
        return session
    }
}
