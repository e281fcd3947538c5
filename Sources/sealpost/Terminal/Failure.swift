// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mail

/// How a command ends when it can't do what it was asked for: one line on standard error, and an exit code of sysexits.
enum Failure {
    /// Prints the reason and gives what the command throws.
    static func report(_ reason: any Error, _ status: ExitStatus) -> ExitCode {
        report("\(reason)", status)
    }

    /// Prints the reason and gives what the command throws.
    static func report(_ reason: String, _ status: ExitStatus) -> ExitCode {
        StandardError.say("sealpost: \(reason)")
        return ExitCode(status.rawValue)
    }
}
