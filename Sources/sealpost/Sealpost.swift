// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import Glibc
import Mail

/// Where the program begins.
@main
enum Program {
    static func main() async {
        StandardStreams.reserve()
        // Ledger, notices and spool hold people's letters: what this program makes is for its user alone.
        umask(0o077)
        // Somebody who stops reading what we print must not end a delivery.
        signal(SIGPIPE, SIG_IGN)
        // A parent that does not care for its children must not keep us from learning how ours ended.
        signal(SIGCHLD, SIG_DFL)
        // A mail server that runs "sealpost pipe" would give the mail back for a slip in its own settings.
        if CommandLine.arguments.dropFirst().first == Pipe.configuration.commandName {
            PipeFailure.deferMisuse(CommandLine.arguments.dropFirst())
        }
        await Sealpost.main()
    }
}

/// The program with all its subcommands.
struct Sealpost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sealpost",
        abstract: "Send mail as registered or secure mail, from where you already write it.",
        version: Product.version,
        subcommands: [
            Init.self, Watch.self, Deliver.self, Await.self, Pipe.self, Queue.self, QuotaCommand.self, Log.self,
            Status.self, OpenPage.self, Overdue.self,
            MakeDossier.self,
            Explain.self,
            RuleFiles.self,
            Inspect.self,
            User.self, Account.self, ShowSettings.self, SieveTestsuite.self,
        ])
}
