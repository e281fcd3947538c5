// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mail

/// How `sealpost pipe` ends when a message is not accepted.
///
/// One line on standard error, with an enhanced status code first (RFC 3463): Postfix takes the first line of the output
/// into its bounce and believes that code before the exit status. procmail puts the line into its log.
enum PipeFailure {
    /// Does work on which nothing of the message depends: whatever fails there, the mail can come again.
    static func deferring<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch {
            throw report("\(error)", "4.3.0", .tempfail)
        }
    }

    /// Prints the reason and gives what the command throws.
    static func report(_ reason: String, _ enhancedStatus: String, _ status: ExitStatus) -> ExitCode {
        say("\(enhancedStatus) sealpost: \(reason)")
        return ExitCode(status.rawValue)
    }

    /// Prints one line.
    static func say(_ text: String) { StandardError.say(text.onOneLine) }

    /// Ends the process where these words, without the program's name, are no command line.
    static func deferMisuse(_ words: some Collection<String>) {
        do {
            _ = try Sealpost.parseAsRoot(Array(words))
        } catch {
            guard Sealpost.exitCode(for: error) == .validationFailure else { return }
            say("4.3.5 sealpost: \(Sealpost.message(for: error))")
            Sealpost.exit(withError: ExitCode(ExitStatus.tempfail.rawValue))
        }
    }
}
