// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import DurableFiles
import Foundation
import Ledgers
import Mail
import MailFlow
import Maildirs
import Settings

/// What happened, from the ledger's log, and whether the log is as it was written.
struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show what happened to a message or to all; verify that nobody changed it.",
        subcommands: [Show.self, Verify.self],
        defaultSubcommand: Show.self)

    /// Shows entries.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show what happened to one message, or lately to all.")

        @OptionGroup var settings: SettingsOptions

        @Option(
            help: ArgumentHelp("Only what happened since: 2h, 3d, 2026-11-21, 2026-11-21T09:30.", valueName: "time"))
        var since: String?

        @Option(name: .shortAndLong, help: ArgumentHelp("Only the last so many entries.", valueName: "count"))
        var number: Int?

        @Flag(help: "Print a JSON object for each entry, one a line.")
        var json = false

        @Argument(help: "The message's id, or its beginning or end; without it, the last entries of all.")
        var id: String?

        func validate() throws {
            guard number ?? 1 > 0 else { throw ValidationError("-n takes a number from 1") }
            guard id == nil || number == nil && since == nil else {
                throw ValidationError("--since and -n are for the log of all messages, without an id")
            }
        }

        func run() throws {
            let time = try since.map { text in
                guard let time = PastTime.parse(text, now: .now()) else {
                    throw Failure.report(
                        "--since \(text): no time; write 30m, 2h, 3d, 2026-11-21 or 2026-11-21T09:30", .usage)
                }
                return time
            }
            let assembly = try settings.assemble()
            let ledger = try Queue.ledger(assembly)
            if let id {
                // A message that is no longer in the ledger's tables still has its entries.
                var history = try ledger.history(of: id)
                if history.isEmpty { history = try ledger.history(of: try Queue.standing(id, assembly).message.id) }
                if json { return try history.forEach { print(try LogJSON.line(of: $0)) } }
                let text = LogText(style: .standardOutput, columns: Style.columns)
                print(text.history(history).joined(separator: "\n"))
                // Of what is not in the tables any more there is no word of the content either.
                guard let message = history.first?.entry.message, let standing = try ledger.standing(of: message) else {
                    return
                }
                let content = ContentKeeping(of: standing, assembly)
                return content.isKept ? () : print("  The content is \(content.text).")
            }
            var isEmpty = true
            let text = LogText(style: .standardOutput, columns: Style.columns)
            // Without a limit a log of years would run past.
            try ledger.forEachEntry(since: time, last: number ?? (since == nil ? Self.usualCount : nil)) { link in
                isEmpty = false
                print(json ? try LogJSON.line(of: link) : text.line(of: link))
            }
            if isEmpty, !json { print("Nothing happened.") }
        }

        private static let usualCount = 20
    }

    /// Checks the whole log.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Check that no entry of the log was changed, and that tables and notices agree with it.",
            discussion: "Ends with 65 where anything is found. The notices in the settings' own folder are always read."
        )

        @OptionGroup var settings: SettingsOptions

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("More Maildirs that hold notices of this ledger.", valueName: "maildir"))
        var against: [String] = []

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Folders with dossiers of this ledger.", valueName: "folder"))
        var dossier: [String] = []

        @Flag(help: "Print a JSON object for each finding, one a line, and one that sums up.")
        var json = false

        func run() throws {
            let assembly = try settings.assemble()
            let ledger = try Queue.ledger(assembly)
            let report = LogVerification(style: .standardOutput)
            var witnesses = LogVerification.Witnesses()
            func tell(_ finding: LogFinding) throws {
                print(json ? try LogJSON.line(of: finding) : report.line(of: finding))
            }
            do {
                let summary = try ledger.verifyLog(tell)
                let maildirs = ([assembly.settings.folders.notices] + against).map(Maildir.init(_:))
                try LogWitnesses(in: maildirs).forEach { found in
                    if let finding = try witnesses.take(found, ledger) { try tell(finding) }
                }
                for folder in dossier {
                    let findings = try DossierCheck(of: folder, ledger).findings()
                    witnesses.take(findings)
                    for finding in findings { try tell(finding) }
                }
                print(json ? try LogJSON.line(of: summary, witnesses) : report.lines(of: summary, witnesses))
                guard summary.findings + witnesses.findings == 0 else { throw ExitCode(ExitStatus.dataError.rawValue) }
            } catch let fault as FileFault {
                throw Failure.report(fault, .noInput)
            }
        }
    }
}
