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
            let flow = Flow(try assembly.mailbox(log: settings.log))
            let folders = try assembly.watch()
            let stop = StopSignal()
            let signals = Interruption {
                stop.set()
                folders.wake()
            }
            await flow.watch(folders, until: stop)
            withExtendedLifetime(signals) {}
        } catch {
            throw Failure.report(error, .tempfail)
        }
    }
}
