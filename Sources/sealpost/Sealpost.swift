// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The program with all its subcommands.
@main
struct Sealpost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sealpost",
        abstract: "Send mail as registered or secure mail, from where you already write it.",
        version: "0.1.0",
        subcommands: [
            Init.self, Watch.self, Deliver.self, Pipe.self, Queue.self, Explain.self, RuleFiles.self, Inspect.self,
            User.self,
            Account.self, ShowSettings.self,
        ])
}
