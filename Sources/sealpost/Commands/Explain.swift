// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import DurableFiles
import Glibc
import Mail
import MailFlow
import Reading
import Routes
import Rules

/// Says what would be done with messages, and why, without doing it.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what would be done with a message for each recipient, and why.",
        discussion: """
            Nothing is sent. The same code decides as when mail is sent. With --over, all mails of a folder are decided \
            about again, a line for each recipient.
            """)

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print JSON; with --over an object for each line.")
    var json = false

    @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The envelope's sender.", valueName: "address"))
    var sender: String?

    @Option(
        help: "The door by which it is to have come: outbox, sendmail or pipe.",
        transform: { text in
            guard let door = Door(rawValue: text) else { throw ValidationError("there is no door \"\(text)\"") }
            return door
        })
    var door = Door.outbox

    @Option(
        help: ArgumentHelp("The outbox from which it is to have come; without it the only one.", valueName: "name"))
    var outbox: String?

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp("What follows the separator in the address it is to have come to.", valueName: "text"))
    var addressExtension: String?

    @Option(
        help: ArgumentHelp(
            "Say whether pipe would accept it with these --only-routes; names with commas between.", valueName: "names")
    )
    var onlyRoutes: String?

    @Option(help: ArgumentHelp("A rule file to use in place of those of the settings.", valueName: "file"))
    var rules: [String] = []

    @Option(help: ArgumentHelp("Decide about all mails of this folder or Maildir.", valueName: "folder"))
    var over: String?

    @Option(
        help: ArgumentHelp(
            "With --over: a rule file to compare with; only what it would decide otherwise is shown.",
            valueName: "file"))
    var against: [String] = []

    @Argument(help: "The message's file.", completion: .file())
    var message: String?

    @Argument(help: "The recipients; if none, those of the header.")
    var recipients: [String] = []

    func validate() throws {
        if over == nil, message == nil { throw ValidationError("name a message, or a folder with --over") }
        if over != nil, message != nil || sender != nil {
            throw ValidationError("with --over, senders and recipients are those of the mails")
        }
        if addressExtension != nil || onlyRoutes != nil, door != .pipe || over != nil {
            throw ValidationError("--extension and --only-routes go with a message and --door pipe")
        }
        if outbox != nil, door != .outbox { throw ValidationError("--outbox goes with the door \"outbox\"") }
        if over == nil, !against.isEmpty { throw ValidationError("--against goes with --over") }
    }

    func run() throws {
        let assembly = try settings.assemble()
        let origin = door == .outbox ? assembly.origin(named: outbox) : nil
        if let outbox, origin == nil { throw Failure.report("there is no outbox \"\(outbox)\"", .usage) }
        let named = { (set: RuleSet) in origin.map { set.falling(backTo: $0.defaultRoute) } ?? set }
        let set = named(rules.isEmpty ? assembly.loadRules() : assembly.rules(rules))
        if let over {
            try set.requireUsable()
            let others = against.isEmpty ? nil : named(assembly.rules(against))
            try others?.requireUsable()
            try replay(over, set, others, origin)
        } else if let message {
            try explain(message, assembly, set, origin)
        }
    }

    private func explain(
        _ path: String, _ assembly: Assembly, _ rules: RuleSet, _ origin: OutboxOrigin?
    ) throws {
        let file: MappedFile
        do {
            file = try MappedFile(path: path)
        } catch {
            throw Failure.report(error, .noInput)
        }
        let envelope = try envelope()
        let dryRun = DryRun(
            assembly, MessageReader().read(file), envelope, from: door, outbox: origin?.name,
            addressExtension: addressExtension, rules: rules)
        let pipe = try onlyRoutes(assembly).map { try trial(path, envelope, assembly, rules, $0) }
        if json {
            print(try JSONText.pretty(DryRunJSON(dryRun, pipe)))
            return
        }
        let style = Style.standardOutput
        print(rules.withoutFolders(dryRun.explanation.text(colour: style.isColoured)), terminator: "")
        for request in dryRun.requests {
            let lines = request.lines.map(\.onOneLine)
            print("\n" + style.bold(lines.first ?? ""))
            // What gets lost on the way should be seen.
            for line in lines.dropFirst() { print(line.hasPrefix("  note: ") ? style.yellow(line) : line) }
        }
        if let pipe { print("\n" + pipe.line.onOneLine) }
    }

    /// From whom and for whom, as the door understands the same options.
    private func envelope() throws -> Envelope {
        guard door == .pipe else {
            return Envelope(sender: sender, recipients: recipients, readsRecipientsFromHeader: recipients.isEmpty)
        }
        do throws(PipeCall.Fault) {
            return try PipeCall(recipients: recipients, sender: sender, environment: [:]).envelope
        } catch {
            throw Failure.report(error, .usage)
        }
    }

    private func onlyRoutes(_ assembly: Assembly) throws -> [RouteName]? {
        do {
            return try assembly.routes(named: onlyRoutes)
        } catch {
            throw Failure.report(error, .usage)
        }
    }

    private func trial(
        _ path: String, _ envelope: Envelope, _ assembly: Assembly, _ rules: RuleSet, _ routes: [RouteName]
    ) throws -> PipeTrial {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.report(FileFault("open", path), .noInput) }
        defer { close(descriptor) }
        let entry = SpoolEntry(
            door: .pipe, envelope: envelope, origin: "explain", addressExtension: addressExtension)
        return PipeTrial(of: descriptor, entry, assembly, rules, onlyBy: routes)
    }

    /// Mails are read one at a time, and what is kept of each is a count.
    private func replay(_ folder: String, _ rules: RuleSet, _ others: RuleSet?, _ origin: OutboxOrigin?) throws {
        let replay = Replay(rules: rules, against: others, from: door, outbox: origin?.name)
        var tally = ReplayTally(others ?? rules, comparing: others != nil)
        let text = ReplayText(style: .standardOutput, isComparing: others != nil, columns: Style.columns)
        let records = ReplayJSON()
        do {
            try MailFolder(folder).forEach { path in
                let mail = replay.mail(at: path)
                tally.add(mail)
                for line in json ? try records.lines(of: mail) : text.lines(of: mail) { print(line) }
            }
        } catch let fault as FileFault {
            throw Failure.report(fault, .noInput)
        }
        guard tally.mails > 0 else {
            throw Failure.report("\(folder) holds no mails: it is no Maildir, and no *.eml is in it", .noInput)
        }
        for line in json ? [try records.line(of: tally)] : text.summary(of: tally) { print(line) }
    }
}
