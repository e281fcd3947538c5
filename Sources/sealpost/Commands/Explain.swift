// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DurableFiles
import Foundation
import Mail
import MailFlow
import Reading
import Routes
import Rules

/// Says what would be done with a message, and why, without doing it.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what would be done with a message for each recipient, and why.",
        discussion: "Nothing is sent. The same code decides as when mail is sent.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The envelope's sender.", valueName: "address"))
    var sender: String?

    @Option(help: "The door by which it is to have come: outbox, sendmail or pipe.")
    var door = Door.outbox

    @Argument(help: "The message's file.", completion: .file())
    var message: String

    @Argument(help: "The recipients; if none, those of the header.")
    var recipients: [String] = []

    func run() throws {
        let assembly = try settings.assemble()
        let file: MappedFile
        do {
            file = try MappedFile(path: message)
        } catch {
            throw Failure.report(error, .noInput)
        }
        let envelope = Envelope(sender: sender, recipients: recipients, readsRecipientsFromHeader: recipients.isEmpty)
        let dryRun = DryRun(assembly, MessageReader().read(file), envelope, from: door)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(dryRun.explanation), as: UTF8.self))
            return
        }
        print(dryRun.explanation.text(colour: Style.standardOutput.isColoured), terminator: "")
        for request in dryRun.requests { print("\n" + request.lines.joined(separator: "\n")) }
    }
}

extension Door: @retroactive ExpressibleByArgument {}
