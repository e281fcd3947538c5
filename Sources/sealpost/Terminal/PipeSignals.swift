// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Mail

/// What a command does about signals that would end it: a mail server bounces the mail of a command that a signal ended.
enum PipeSignals {
    /// Has the signals of a crash, and of limits, end the process with the status that asks to be called again.
    static func survive() {
        // Postfix limits the size of files that commands write; then the write fails, and that can be told.
        signal(SIGXFSZ, SIG_IGN)
        for number in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGXCPU, SIGALRM, SIGQUIT, SIGUSR1, SIGUSR2] {
            // Nothing but _exit(2) is safe here.
            signal(number) { _ in _exit(ExitStatus.tempfail.rawValue) }
        }
    }
}
