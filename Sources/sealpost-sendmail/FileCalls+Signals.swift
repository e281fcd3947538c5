// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CSpawn
import DurableFiles
import Glibc

extension FileCalls {
    /// The kernel's calls, and from rename(2) on, by which a message is accepted, no signal ends us any more: sigprocmask(2).
    ///
    /// Whoever is told of a signal, such as Control-C, has not been told that the message was accepted, and sends it again.
    static let accepting: FileCalls = {
        var calls = kernel
        calls.rename = { old, new in
            var signals = sigset_t()
            sigfillset(&signals)
            sigprocmask(SIG_BLOCK, &signals, nil)
            return kernel.rename(old, new)
        }
        return calls
    }()
}
