// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mail
import MailFlow
import Routes

/// The domains of the secure mail service.
struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "The domains from which secure mail is sent.", subcommands: [Create.self, Show.self])

    /// Makes a domain known to the service.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a domain known to the secure mail service.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var choice: AccountOptions

        @Option(
            help: ArgumentHelp("The address that hears of mail that can't be delivered securely.", valueName: "address")
        )
        var notify: String

        @Argument(help: "The domain.")
        var domain: String

        func run() async throws {
            let account = try Chosen.only(try settings.assemble().secureAccounts, named: choice.route, kind: .secure)
            do {
                let records = try await account.create(domain: domain, notify: notify)
                print("\(domain.onOneLine): made. Its DNS records: sealpost account show \(domain)")
                if let records { print(records.table, terminator: "") }
            } catch {
                throw Failure.report(error, .unavailable)
            }
        }
    }

    /// Shows the DNS records that a domain needs.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show the DNS records that a domain needs, and whether they are valid.",
            discussion: "Exit status 0 when mail can be sent from the domain, 75 while it can't.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var choice: AccountOptions

        @Argument(help: "The domain.")
        var domain: String

        func run() async throws {
            let account = try Chosen.only(try settings.assemble().secureAccounts, named: choice.route, kind: .secure)
            let records: DomainRecords
            do {
                records = try await account.show(domain)
            } catch {
                throw Failure.report(error, .unavailable)
            }
            print(records.table, terminator: "")
            if !records.isReady { throw ExitCode(ExitStatus.tempfail.rawValue) }
        }
    }
}
