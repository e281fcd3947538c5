// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc

extension FileCalls {
    /// The kernel's calls, and from rename(2) on, by which a message is accepted, no signal but that of a crash ends us any more:
    /// signal(2).
    ///
    /// Whoever is told of a signal, such as Control-C, has not been told that the message was accepted, and sends it again.
    public static let accepting: FileCalls = {
        var calls = kernel
        calls.rename = { old, new in
            for number in [
                SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF, SIGPOLL,
            ] { signal(number, SIG_IGN) }
            return kernel.rename(old, new)
        }
        return calls
    }()
}
