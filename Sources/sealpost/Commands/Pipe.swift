// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import Foundation
import Glibc
import Mail
import MailFlow

/// Accepts one message from standard input, as a delivering program's pipe.
struct Pipe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipe",
        abstract: "Accept one message from standard input, for procmail and its like.",
        discussion: """
            Exit status 0 means that the message is durably accepted; 75 asks to be called again. \
            Recipients are the arguments, or those that the message's own header names. \
            A running "sealpost watch", or the next "sealpost deliver", sends it.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The envelope's sender.", valueName: "address"))
    var sender: String?

    @Argument(help: "The recipients; if none, those of the header.")
    var recipients: [String] = []

    func run() async throws {
        let assembly = try settings.assemble(orFailWith: .tempfail)
        let given = sender ?? ProcessInfo.processInfo.environment["SENDER"]
        let envelope = Envelope(
            sender: given.flatMap { $0.contains("@") ? $0 : nil }, recipients: recipients,
            readsRecipientsFromHeader: recipients.isEmpty)
        let submission = Submission(entry: SpoolEntry(door: .pipe, envelope: envelope, origin: "uid \(getuid())"))
        do throws(SpoolFault) {
            try? assembly.spool.create()
            try submission.accept(from: STDIN_FILENO, into: assembly.spool)
        } catch {
            throw Failure.report(error.description, error.exitStatus)
        }
    }
}
