// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Archives
import Dossiers
import DurableFiles
import Ledgers
import Mail
import MailFlow

/// Puts together what is known of one message, as evidence.
struct MakeDossier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier",
        abstract: "Put together what is known of a message, as a folder or a ZIP archive for others to check.",
        discussion: """
            The same ledger gives the same bytes. What is there already and is the same stays; what differs is not overwritten, \
            and the command ends with 73.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(help: ArgumentHelp("The folder to make, or the archive if it ends in .zip.", valueName: "path"))
    var out: String

    @Flag(
        name: .customLong("no-timestamp"),
        help: "Leave the time stamp out, though the settings name an authority.")
    var leavesOutTimeStamp = false

    @Argument(help: "A Message-ID, a ticket or the address of its page, an id or its end, or words of the subject.")
    var id: String

    func run() async throws {
        let assembly = try settings.assemble()
        let ledger = try Queue.ledger(assembly)
        let message = try ChosenMail.only([id], in: ledger).id
        do {
            let making = DossierMaking(assembly, ledger)
            guard let files = try await making.files(of: message, wantsTimeStamp: !leavesOutTimeStamp) else {
                throw Failure.report("no message \"\(id)\"", .usage)
            }
            let isNew = try DossierOutput(to: out).write(files)
            print(isNew ? "\(out): \(files.count) files about \(message)" : "\(out): is there already, and is the same")
        } catch let fault as DossierOutput.Fault {
            throw Failure.report(fault, .cantCreate)
        } catch let fault as DossierTimeStamp.Fault {
            throw Failure.report("\(fault); try again later, or leave it out with --no-timestamp", .tempfail)
        } catch let fault as FileFault {
            throw Failure.report(fault, .cantCreate)
        } catch let fault as ArchiveFault {
            throw Failure.report(fault, .cantCreate)
        } catch let code as ExitCode {
            throw code
        } catch {
            throw Failure.report(error, .unavailable)
        }
    }
}
