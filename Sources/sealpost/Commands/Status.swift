// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledgers
import Mail
import MailFlow

/// What became of mails.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what became of your mails, or of one, step by step.",
        discussion: """
            Without an argument: the mails that wait, and those to which something happened in the last seven days. Nobody is \
            asked: it is what the ledger knows.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "The mails to which something happened since: 2h, 30d, 2026-11-21, 2026-11-21T09:30.", valueName: "time"))
    var since: String?

    @Flag(help: "Go on showing it as it changes, until nothing more is expected.")
    var watch = false

    @Flag(help: "Print JSON.")
    var json = false

    @Argument(help: "A Message-ID, a ticket or the address of its page, an id or its end, or words of the subject.")
    var mail: [String] = []

    private static let usualSpan = "7d"

    func validate() throws {
        guard mail.isEmpty || since == nil else { throw ValidationError("--since is for all mails, not for one") }
    }

    func run() throws {
        let text = since ?? Self.usualSpan
        guard let start = PastTime.parse(text, now: .now()) else {
            throw Failure.report("--since \(text): no time; write 2h, 30d, 2026-11-21 or 2026-11-21T09:30", .usage)
        }
        let assembly = try settings.assemble()
        let ledger = try Queue.ledger(assembly)
        let choice: StatusView.Choice =
            mail.isEmpty ? .since(start) : .one(try ChosenMail.only(mail, in: ledger).id)
        let view = StatusView(assembly, ledger, choice)
        if watch { return try StatusWatch(view, isJSON: json).run() }
        if json { return try view.printJSON() }
        let picture = try view.picture(tellingAfter: .max)
        for line in picture.lines(columns: Style.columns) { print(Style.standardOutput.text(line)) }
    }
}
