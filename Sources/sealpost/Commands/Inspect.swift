// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DurableFiles
import Mail
import Reading

/// Shows what reading makes of a message.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what Sealpost reads in a message: fields, text, attachments, and what is doubtful.")

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print subject and text alone, the whole of it.")
    var text = false

    @Option(help: ArgumentHelp("Write the attachments into this folder.", valueName: "folder"))
    var extract: String?

    @Argument(help: "The message's file.", completion: .file())
    var file: String

    func run() throws {
        let message: Message
        var files: [String: String] = [:]
        do {
            message = MessageReader().read(try MappedFile(path: file))
        } catch {
            throw Failure.report(error, .noInput)
        }
        do {
            if let extract { files = try AttachmentExtractor(folder: extract).extract(message) }
        } catch {
            throw Failure.report(error, .cantCreate)
        }
        if json {
            print(try JSONText.pretty(Inspection(message, files: files)))
        } else if text {
            let body = (message.text ?? message.html ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            let subject = Style.standardOutput.bold(message.subject.onOneLine)
            print(([subject, ""] + body.map { String($0).onOneLine }).joined(separator: "\n"))
        } else {
            print(InspectionPage(message, files: files).text, terminator: "")
        }
    }
}
