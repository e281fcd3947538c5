// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import Mail
import MailFlow

/// One pass: takes in what is there, sends what is due, files what is to be told, and ends.
struct Deliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Send what is due, file the notices, and end.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "End at once where a watch or another pass is at work; sealpost-sendmail starts it so.")
    var detached = false

    func run() async throws {
        let assembly = try settings.assemble()
        do {
            let mailbox = try assembly.mailbox(log: settings.log)
            var lock = try Self.lock(of: mailbox.spool)
            if detached {
                guard lock != nil else { return }
                mailbox.log.passBegins()
            }
            let stop = StopSignal()
            let signals = Interruption { stop.set() }
            let flow = Flow(mailbox)
            while true {
                let before = mailbox.spool.settledIDs
                await flow.pass(until: stop)
                guard lock != nil, !stop.isSet else { break }
                // A door that accepted a message since our last look may have found the lock taken, and left it to us.
                // What was there before this pass and is there still could not be dealt with, and waits for another time.
                lock = nil
                guard !mailbox.spool.settledIDs.isSubset(of: before) else { break }
                lock = try PassLock.attempt(in: mailbox.spool)
                guard lock != nil else { break }
            }
            withExtendedLifetime(signals) {}
        } catch {
            throw Failure.report(error, .tempfail)
        }
    }

    /// The lock that a door left us, or our own; nil where somebody else has it, which keeps nobody from delivering.
    private static func lock(of spool: Spool) throws -> PassLock? {
        if let lock = try PassLock.handedOver(in: spool) { return lock }
        return try PassLock.attempt(in: spool)
    }
}
