// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport

/// A child that runs; it and all that it started are gone with the value.
final class RunningProgram: Sendable {
    private let process: pid_t
    private let scratch: TemporaryFolder

    init(process: pid_t, scratch: TemporaryFolder) {
        self.process = process
        self.scratch = scratch
    }

    deinit {
        if hasEnded != nil { reap() }
    }

    /// What it has said so far on standard error.
    var errors: String { (try? scratch.text("errors")) ?? "" }

    /// Whether it has not ended.
    var isRunning: Bool { hasEnded == false }

    /// Whether it has ended; nil once that was noticed, and its id may be another's.
    private var hasEnded: Bool? {
        var status = siginfo_t()
        guard waitid(P_PID, id_t(process), &status, WEXITED | WNOHANG | WNOWAIT) == 0 else { return nil }
        return status.si_signo != 0
    }

    /// Asks it to end, as a service manager does.
    func terminate() { kill(process, SIGTERM) }

    /// Waits for its end on a thread of its own.
    func wait() async throws -> Command.End {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try self.end() }) }.start()
        }
    }

    /// Waits for its end, blocking this thread.
    func end() throws -> Command.End {
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        let status = reap()
        return Command.End(
            status: status & 0x7f == 0 ? status >> 8 & 0xff : nil, output: try scratch.text("output"), errors: errors)
    }

    /// Kills it, and what it left behind, while the group's number can be nobody else's.
    @discardableResult
    private func reap() -> Int32 {
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
