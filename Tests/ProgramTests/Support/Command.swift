// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport

/// A program to run as a child, by the name or path in its first word.
///
/// Children get files and never pipes: one that outlives its test keeps nobody waiting for the end of its output. All run
/// under timeout(1), in a process group that is killed at the end.
struct Command: Sendable {
    /// The program and its arguments.
    var words: [String]
    /// The file on standard input.
    var input = "/dev/null"
    /// All its environment.
    var environment = Command.standardEnvironment
    /// The folder it runs in.
    var folder = "/"
    /// When it is killed.
    var seconds = 60
    /// A descriptor that it gets as number 3, if any.
    var descriptor: Int32?

    /// How it ended, and what it said.
    struct End: Sendable {
        /// The exit status; nil if a signal ended it.
        var status: Int32?
        /// Standard output.
        var output: String
        /// Standard error.
        var errors: String
    }

    /// What has no name in errno(3) here: the program can't be started.
    struct CantStart: Error { var program: String, code: Int32 }

    /// The path, with the programs of this package first, and nothing of the person's who runs the tests.
    static let standardEnvironment = [
        "PATH": "\(Programs.folder):/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ]

    init(_ words: String...) throws { self.words = words }

    /// Starts it, with its output going to files in `scratch`.
    func start(in scratch: TemporaryFolder) throws -> RunningProgram {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        for (number, name) in [(STDOUT_FILENO, "output"), (STDERR_FILENO, "errors")] {
            posix_spawn_file_actions_addopen(&actions, number, scratch.file(name), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, 3) }
        // What other tests have open is not the child's; closing what is not open does no harm.
        for number in Int32(descriptor == nil ? 3 : 4)..<512 { posix_spawn_file_actions_addclose(&actions, number) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A thread of the test may have signals blocked, and a child begins with what its parent blocks and ignores.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

        let strings = (["env", "--chdir=\(folder)", "timeout", "--kill-after=2", "\(seconds)"] + words).map {
            strdup($0)
        }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (strings + variables).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/usr/bin/env", &actions, &attributes, strings + [nil], variables + [nil])
        guard code == 0 else { throw CantStart(program: words[0], code: code) }
        return RunningProgram(process: process, scratch: scratch)
    }

    /// Runs it to its end, blocking this thread: not for tests that serve the program meanwhile.
    func runAndWait() throws -> End { try start(in: TemporaryFolder()).end() }

    /// Runs it to its end.
    func run() async throws -> End { try await start(in: TemporaryFolder()).wait() }
}
