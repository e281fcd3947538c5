// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mail
import MailFlow
import Routes

/// The users of the registered mail service.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "The users of the registered mail service.", subcommands: [Add.self])

    /// Makes users.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Make a user for each person who sends registered mail.",
            discussion: "The service sends each new user a mail that asks to activate the account.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var choice: AccountOptions

        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() async throws {
            let account = try Chosen.only(
                try settings.assemble().registeredAccounts, named: choice.route, kind: .registered)
            var failed = false
            for address in addresses {
                do {
                    switch try await account.createUser(address) {
                    case .created(let id):
                        print("\(address.onOneLine): made, number \(id); the service asks the person by mail")
                    case .alreadyExists: print("\(address.onOneLine): is there already")
                    }
                } catch {
                    print("\(address.onOneLine): \(error)")
                    failed = true
                }
            }
            if failed { throw ExitCode(ExitStatus.unavailable.rawValue) }
        }
    }
}
