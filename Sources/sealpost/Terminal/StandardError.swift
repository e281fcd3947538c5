// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where people are told what went wrong.
enum StandardError {
    /// Prints a line; where it can't be written we go on, since what it is about may be done by then, such as accepting a mail.
    static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
