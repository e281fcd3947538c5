// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The first three descriptors, some of which a caller may have closed.
///
/// The next file that is opened would be one of them: a message would be read from it, or a line for people written into it.
public enum StandardStreams {
    /// Opens what is closed, so that reading from standard input and writing to standard output fail, and nobody hears what is
    /// said on standard error: open(2), which takes the lowest free number.
    public static func reserve() {
        for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
        where fcntl(number, F_GETFD) < 0 { _ = open("/dev/null", mode) }
    }
}
