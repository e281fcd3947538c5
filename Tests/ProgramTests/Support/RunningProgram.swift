// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

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

    // The group lives on in children of the child; an id that was reaped is not used again while its group has members.
    deinit {
        kill(-process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }

    /// What it has said so far on standard error.
    var errors: String { (try? scratch.text("errors")) ?? "" }

    /// Waits for its end, blocking this thread.
    func end() throws -> Command.End {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Command.End(
            status: status & 0x7f == 0 ? status >> 8 & 0xff : nil, output: try scratch.text("output"), errors: errors)
    }
}
