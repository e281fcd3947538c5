// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Doors
import Mail
import MailFlow

/// Goes on delivering until it is told to stop.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the outboxes and the spool, and deliver until stopped.",
        discussion: "Ends on SIGTERM, SIGINT or SIGHUP, after the requests that are under way.")

    @OptionGroup var settings: SettingsOptions

    func run() async throws {
        let assembly = try settings.assemble()
        do {
            let mailbox = try assembly.mailbox(log: settings.log)
            // Before the first look: a door that finds the lock taken leaves its mail to us.
            let lock = try WatchLock(mailbox.spool)
            let folders = try assembly.watch()
            let stop = StopSignal()
            let signals = Interruption {
                stop.set()
                // Requests that are under way can take minutes, and nobody looks at the spool any more.
                lock.stop()
                folders.wake()
            }
            await Flow(mailbox).watch(folders, until: stop)
            let left = mailbox.spool.settledIDs.count
            if left > 0 { mailbox.log.leftAccepted(left) }
            withExtendedLifetime(signals) {}
        } catch {
            throw Failure.report(error, .tempfail)
        }
    }
}
