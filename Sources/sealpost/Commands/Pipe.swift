// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import DurableFiles
import Foundation
import Glibc
import Mail
import MailFlow
import Settings

/// Accepts one message from standard input, as a delivering program's pipe.
struct Pipe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipe",
        abstract: "Accept one message from standard input, for procmail and its like.",
        discussion: """
            Exit status 0 means that the message is durably accepted; 75 asks to be called again. Recipients are the \
            arguments, or those that the message's own header names. A running "sealpost watch", or the next "sealpost \
            deliver", sends it.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The envelope's sender.", valueName: "address"))
    var sender: String?

    @Option(
        help: ArgumentHelp(
            "Where the recipients stand: arguments, header or environment (its RECIPIENT).", valueName: "place"),
        transform: { text in
            guard let source = PipeCall.RecipientSource(rawValue: text) else {
                throw ValidationError("recipients can't be from \"\(text)\"")
            }
            return source
        })
    var recipientsFrom: PipeCall.RecipientSource?

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp("What follows the separator in the address it came to, for rules.", valueName: "text"))
    var addressExtension: String?

    @Option(
        help: ArgumentHelp(
            "Accept it only if the rules choose one of these routes for somebody, or hold it; names with commas between.",
            valueName: "names"))
    var onlyRoutes: String?

    @Option(help: ArgumentHelp("The exit status where --only-routes does not accept it.", valueName: "code"))
    var notTakenStatus: Int32 = ExitStatus.unavailable.rawValue

    @Flag(help: "Pass the message through, with a header field that says what was decided.")
    var filter = false

    @Argument(help: "The recipients; if none, those of the header.")
    var recipients: [String] = []

    func validate() throws {
        // 0 and 99 would tell procmail or qmail that the mail is delivered, the others something else that we say too.
        let spoken: Set<Int32> = [0, 64, 65, 67, 70, 75, 77, 78, 99]
        guard (1...125).contains(notTakenStatus), !spoken.contains(notTakenStatus) else {
            throw ValidationError("--not-taken-status \(notTakenStatus) means something else already")
        }
    }

    func run() throws {
        PipeSignals.survive()
        let stop = try StopDescriptor()
        do {
            let environment = ProcessInfo.processInfo.environment
            let assembly = try PipeFailure.deferring { try Assembly(path: settings.path, environment: environment) }
            let routes = try PipeFailure.deferring { try assembly.routes(named: onlyRoutes) }
            let call = try PipeFailure.deferring {
                try PipeCall(
                    recipients: recipients, source: recipientsFrom, sender: sender,
                    addressExtension: addressExtension, environment: environment)
            }
            let entry = SpoolEntry(
                door: .pipe, envelope: call.envelope, origin: "uid \(getuid())", addressExtension: call.addressExtension
            )
            try PipeFailure.deferring { try assembly.spool.create() }
            let input = try InputCopy(
                of: STDIN_FILENO, in: assembly.spool.unfinished,
                limits: InputCopy.Limits(size: assembly.settings.doors.maximumMessageBytes), stop: stop.descriptor)
            try pass(input, to: PipeIntake(assembly, entry, input, calls: .accepting), assembly, routes, stop)
        } catch let fault as SpoolFault {
            throw PipeFailure.report(fault.description, fault.enhancedStatus, fault.exitStatus)
        }
        withExtendedLifetime(stop) {}
    }

    private func pass(
        _ input: InputCopy, to intake: PipeIntake, _ assembly: Assembly, _ routes: [RouteName]?, _ stop: StopDescriptor
    ) throws {
        if routes == nil, !filter { return try intake.accept() }
        let original = try input.mapped()
        let write = { (verdict: PipeVerdict) throws(FileFault) in
            guard filter else { return }
            let field = MarkedMessage.Field(name: PipeVerdict.fieldName, lines: verdict.fieldLines)
            try MarkedMessage(original, fields: [field]).write(to: STDOUT_FILENO, stop: stop.descriptor)
        }
        let rules = assembly.loadRules()
        let verdict =
            if let routes {
                try intake.accept(ifBy: routes, rules, handingOver: write)
            } else {
                try intake.look(rules)
            }
        if let remark = verdict.remark { PipeFailure.say(remark) }
        guard verdict.standing != .accepted else { return }
        if filter {
            return try PipeFailure.deferring { try write(verdict) }
        }
        let names = (routes ?? []).map(\.rawValue).joined(separator: " or ")
        PipeFailure.say("5.3.0 sealpost: not taken: nobody gets it by \(names)")
        throw ExitCode(notTakenStatus)
    }
}
