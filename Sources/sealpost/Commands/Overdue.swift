// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledgers
import Mail
import MailFlow

/// Which mails that must reach their recipients by some time have not, and what a person says about that.
struct Overdue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overdue",
        abstract: "Show who has not been reached in time, or will soon not be; settle what is seen to.",
        subcommands: [List.self, Settle.self],
        defaultSubcommand: List.self)

    /// Lists them.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List who has not been reached, and what to do.",
            discussion: "Ends with 0 where there is nobody, and else with 65, so that cron can tell.")

        @OptionGroup var settings: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let assembly = try settings.assemble()
            let now = Timestamp.now()
            let terms = assembly.deadlineTerms
            let open = try Queue.ledger(assembly).openDeadlines()
            let recipients = Dictionary(grouping: open, by: \.message.id).mapValues(\.count)
            let found = open.compactMap { deadline in
                OverdueMail(
                    deadline, deadline.verdict(on: terms, at: now),
                    isOneOfSeveral: recipients[deadline.message.id, default: 0] > 1)
            }
            .sorted { ($1.alarm, $0.deadline.time) < ($0.alarm, $1.deadline.time) }
            if json {
                var list = JSONList()
                for mail in found { list.print(try OverdueJSON.line(mail)) }
                list.end()
            } else {
                print(
                    OverdueText(found, style: .standardOutput, columns: Style.columns).lines.joined(separator: "\n"))
            }
            if !found.isEmpty { throw ExitCode(ExitStatus.dataError.rawValue) }
        }
    }

    /// Ends the alarms of a mail.
    struct Settle: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "settle",
            abstract:
                "Say that nothing more is to be done for a mail: the recipient was reached by another way, or need not be."
        )

        @OptionGroup var settings: SettingsOptions

        @OptionGroup var matter: QueuedMatter

        func run() throws {
            let assembly = try settings.assemble()
            let message = try Queue.standing(matter.id, assembly).message.id
            let settled = try Queue.ledger(assembly).settleDeadlines(
                of: message, recipient: matter.recipient, at: .now())
            guard settled > 0 else {
                throw Failure.report(
                    "\(message): no such recipient must be reached by some time: sealpost queue show \(message)",
                    .dataError)
            }
            print("\(message): \(settled) recipient\(settled == 1 ? "" : "s") settled")
        }
    }
}
