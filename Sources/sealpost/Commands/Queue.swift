// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import Foundation
import Ledgers
import Mail
import MailFlow

/// What waits, and why, and what a person says about it.
struct Queue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Show what waits and why; release, cancel, retry or resolve it.",
        subcommands: [List.self, Show.self, Release.self, Cancel.self, Retry.self, Resolve.self],
        defaultSubcommand: List.self)

    /// Lists messages.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List what waits and why.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "Show what is done with too.")
        var all = false

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let assembly = try settings.assemble()
            let standings = try Queue.ledger(assembly).standings(includingFinished: all)
            let waiting = (try? assembly.spool.newIDs().count) ?? 0
            if json { return try QueueJSON(standings).print() }
            print(QueueText(standings, accepted: waiting, style: .standardOutput).lines.joined(separator: "\n"))
            let routes = assembly.ways.map { (route: $0.key, account: $0.value.account) }
            let conditions = try Queue.ledger(assembly).conditions(at: .now())
            for line in QuotaText(routes, conditions, style: .standardOutput).pauses.sorted() { print(line) }
        }
    }

    /// Shows one message.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show all that is known of one message.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        @Argument(help: "The message's id, or its beginning or end.")
        var id: String

        func run() throws {
            let standing = try Queue.standing(id, try settings.assemble())
            if json { return try QueueJSON([standing]).print() }
            print(QueueText.details(of: standing, style: .standardOutput).joined(separator: "\n"))
        }
    }

    /// Lets a held message go.
    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Let a held message go by a route that you name.")

        @OptionGroup var settings: SettingsOptions

        @Option(help: ArgumentHelp("The route.", valueName: "name"))
        var route: String

        @OptionGroup var matter: QueuedMatter

        func run() throws {
            let assembly = try settings.assemble()
            guard assembly.ways[RouteName(route)] != nil else {
                throw Failure.report("there is no route \"\(route)\" in the settings", .usage)
            }
            try Queue.apply(
                .release(RouteName(route)), to: matter, assembly, "released; the next delivery sends it")
        }
    }

    /// Ends what has not been sent.
    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel",
            abstract: "End what waits: it will not be sent, or not again.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var matter: QueuedMatter

        func run() throws {
            try Queue.apply(.cancel, to: matter, try settings.assemble(), "cancelled")
        }
    }

    /// Ends an uncertainty.
    struct Resolve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resolve",
            abstract: "Say what became of an uncertain delivery, when you have found out.",
            discussion: "Look on the dashboard of the service, or ask the recipient, before you send anything again.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "It was sent.")
        var sent = false

        @Option(help: ArgumentHelp("It was sent, and this is its ticket.", valueName: "token"))
        var ticket: String?

        @Flag(help: "It was not sent: send it.")
        var sendAgain = false

        @OptionGroup var matter: QueuedMatter

        func validate() throws {
            guard sendAgain != (sent || ticket != nil) else {
                throw ValidationError("say either --sent, --ticket TOKEN or --send-again")
            }
        }

        func run() throws {
            let assembly = try settings.assemble()
            let uncertain = try Queue.standing(matter.id, assembly).recipients.filter { $0.state == .uncertain }
            // What holds for one may not hold for another: the one could get it twice, the other never.
            guard uncertain.count < 2 || matter.recipient != nil else {
                let names = uncertain.map(\.address).joined(separator: ", ")
                throw Failure.report("several are uncertain: say which with --recipient: \(names)", .usage)
            }
            if sendAgain {
                try Queue.apply(.sendAgain, to: matter, assembly, "to be sent again; the next delivery does it")
            } else {
                try Queue.apply(.wasSent(ticket), to: matter, assembly, "recorded as sent")
            }
        }
    }

    /// Tries again at once.
    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry", abstract: "Try what is deferred again at once.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var matter: QueuedMatter

        func run() throws {
            try Queue.apply(.retry, to: matter, try settings.assemble(), "the next delivery tries again")
        }
    }

    static func ledger(_ assembly: Assembly) throws -> SQLiteLedger {
        do {
            try assembly.createFolders()
            return try assembly.ledger()
        } catch {
            throw Failure.report(error, .unavailable)
        }
    }

    static func standing(_ id: String, _ assembly: Assembly) throws -> Standing {
        do {
            guard id.count >= 4 else {
                throw Failure.report("\"\(id)\": type at least four characters of the id", .usage)
            }
            if let standing = try ledger(assembly).standing(of: id.lowercased()) { return standing }
        } catch let fault as LedgerFault {
            throw Failure.report(fault, .usage)
        }
        throw Failure.report("no message \"\(id)\": sealpost queue list --all shows what there is", .usage)
    }

    private static func apply(
        _ verdict: Verdict, to matter: QueuedMatter, _ assembly: Assembly, _ done: String
    ) throws {
        let message = try standing(matter.id, assembly).message.id
        let changed = try ledger(assembly).apply(verdict, to: message, recipient: matter.recipient, at: .now())
        guard changed > 0 else {
            throw Failure.report(
                "\(message): nothing of it is in a state for that: sealpost queue show \(message)", .dataError)
        }
        print("\(message): \(changed) recipient\(changed == 1 ? "" : "s") \(done)")
    }
}
