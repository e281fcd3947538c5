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
        abstract: "Show what waits and why; hold, release, cancel, retry or resolve it.",
        subcommands: [
            List.self, Show.self, Hold.self, Release.self, Cancel.self, Retry.self, Resolve.self,
        ],
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
            if json { return try printJSON(assembly) }
            let ledger = try Queue.ledger(assembly)
            var text = QueueText(style: .standardOutput, columns: Style.columns)
            try ledger.forEachStanding(includingFinished: all) { standing in
                for line in text.add(standing) { print(line) }
            }
            for line in text.end(accepted: (try? assembly.spool.newIDs().count) ?? 0) { print(line) }
            for line in QuarantineText.lines((try? assembly.spool.quarantined()) ?? []) { print(line) }
            let routes = assembly.ways.map { (route: $0.key, account: $0.value.account) }
            let conditions = try ledger.conditions(at: .now())
            let quota = QuotaText(routes, conditions, style: .standardOutput)
            for line in quota.pauses(columns: Style.columns) { print(line) }
        }

        private func printJSON(_ assembly: Assembly) throws {
            var list = JSONList()
            try Queue.ledger(assembly).forEachStanding(includingFinished: all) { standing in
                for line in try QueueJSON([standing]).lines() { list.print(line) }
            }
            for file in (try? assembly.spool.quarantined()) ?? [] {
                list.print(try JSONText.line(QuarantineJSON(file), snakeCase: true))
            }
            list.end()
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
            let assembly = try settings.assemble()
            let standing = try Queue.standing(id, assembly)
            if json { return try QueueJSON([standing]).print() }
            let details = QueueDetails(
                standing, content: ContentKeeping(of: standing, assembly), style: .standardOutput,
                columns: Style.columns)
            print(details.lines.joined(separator: "\n"))
        }
    }

    /// Has a message wait.
    struct Hold: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Have a message wait that is not sent yet, until you release it.")

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var matter: QueuedMatter

        func run() throws {
            try Queue.apply(.hold, to: matter, try settings.assemble(), "on hold, until you release it")
        }
    }

    /// Lets a held message go.
    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release",
            abstract: "Let a held message go, by the route that was chosen for it or one that you name.")

        @OptionGroup var settings: SettingsOptions

        @Option(help: ArgumentHelp("The route; without it the one that was chosen before.", valueName: "name"))
        var route: String?

        @OptionGroup var matter: QueuedMatter

        func run() throws {
            let assembly = try settings.assemble()
            let named = route.map { RouteName($0) }
            let standing = try Queue.standing(matter.id, assembly)
            for recipient in standing.recipients where recipient.state == .held && matter.isAbout(recipient) {
                guard let route = named ?? recipient.route else {
                    throw Failure.report(
                        "\(standing.message.id): no route was chosen for \(recipient.address): say --route NAME", .usage
                    )
                }
                guard assembly.ways[route] != nil else {
                    throw Failure.report("there is no route \"\(route)\" in the settings", .usage)
                }
            }
            try Queue.requireContent(of: standing, assembly)
            try Queue.apply(.release(named), to: matter, assembly, "released; the next delivery sends it")
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
            let standing = try Queue.standing(matter.id, assembly)
            let uncertain = standing.recipients.filter { $0.state == .uncertain }
            // What holds for one may not hold for another: the one could get it twice, the other never.
            guard uncertain.count < 2 || matter.recipient != nil else {
                let names = uncertain.map(\.address).joined(separator: ", ")
                throw Failure.report("several are uncertain: say which with --recipient: \(names)", .usage)
            }
            if sendAgain {
                try Queue.requireContent(of: standing, assembly)
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
            if let standing = try ledger(assembly).standing(of: SpoolID.asTyped(id)) { return standing }
        } catch LedgerFault.ambiguous(let id, let matches) {
            let ledger = try ledger(assembly)
            let shown = try matches.prefix(10).compactMap { try ledger.standing(of: $0)?.message }.map { message in
                "\n  \(message.id)  \(message.arrived.formatted("%Y-%m-%d %H:%M", inUTC: false))  \(message.subject.onOneLine)"
            }
            let rest = matches.count > shown.count ? "\n  and \(matches.count - shown.count) more" : ""
            let fault = LedgerFault.ambiguous(id, matches: matches)
            throw Failure.report("\(fault)\(shown.joined())\(rest)", .usage)
        } catch let fault as LedgerFault {
            throw Failure.report(fault, .usage)
        }
        throw Failure.report("no message \"\(id)\": sealpost queue list --all shows what there is", .usage)
    }

    /// Ends the command where the message's bytes are gone, so that nothing can be sent any more.
    private static func requireContent(of standing: Standing, _ assembly: Assembly) throws {
        let content = ContentKeeping(of: standing, assembly)
        guard !content.isKept else { return }
        let id = standing.message.id
        throw Failure.report(
            "\(id): can't be sent, its content is \(content.text); write the mail anew, and run: sealpost queue cancel \(id)",
            .dataError)
    }

    private static func apply(
        _ verdict: Verdict, to matter: QueuedMatter, _ assembly: Assembly, _ done: String
    ) throws {
        let message = try standing(matter.id, assembly).message.id
        let changed: Int
        do {
            changed = try ledger(assembly).apply(verdict, to: message, recipient: matter.recipient, at: .now())
        } catch let fault as LedgerFault {
            throw Failure.report(fault, .usage)
        }
        guard changed > 0 else {
            throw Failure.report(
                "\(message): nothing of it is in a state for that: sealpost queue show \(message)", .dataError)
        }
        print("\(message): \(changed) recipient\(changed == 1 ? "" : "s") \(done)")
    }
}
