// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CArguments
import Doors
import Glibc
import Mail

// A sendmail as other programs call it. It accepts the message, durably, and is gone: no rules, no network, no database,
// and none of their libraries, because its start-up is most of what it costs.

/// The words of the command line, the program's name first.
///
/// A function, because a closure at the top level belongs to the main actor, whose check brings in all of Swift's concurrency.
func commandLine() -> [String] {
    (0..<sealpost_argument_count()).map { String(cString: sealpost_argument($0)) }
}

/// Makes one pass in place of the many that an interval asks for, and says so.
func runQueue(_ arguments: SendmailArguments, _ program: SealpostProgram) -> Never {
    if let interval = arguments.interval {
        say("-q\(interval): one pass is made; for delivery that goes on run: sealpost watch")
    }
    program.become(["deliver"])
}

StandardStreams.reserve()
let words = commandLine()
let program = SealpostProgram(ownName: words.first ?? "sendmail")
do throws(SendmailArguments.Fault) {
    let arguments = try SendmailArguments(programName: program.ownName, words: Array(words.dropFirst()))
    switch arguments.mode {
    case .deliver: exit(accept(arguments, program).rawValue)
    case .submit: serve(arguments, program)
    case .verify: exit(verify(arguments).rawValue)
    // What waits stands in the ledger, which we don't read.
    case .listQueue: program.become(["queue"])
    case .runQueue: runQueue(arguments, program)
    case .rebuildAliases: exit(ExitStatus.ok.rawValue)
    }
} catch {
    refuse(error.description, .usage)
}
