// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Mail
import MailFlow

/// One pass: takes in what is there, sends what is due, files what is to be told, and ends.
struct Deliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Send what is due, file the notices, and end.")

    @OptionGroup var settings: SettingsOptions

    func run() async throws {
        let assembly = try settings.assemble()
        do {
            let stop = StopSignal()
            let signals = Interruption { stop.set() }
            await Flow(try assembly.mailbox(log: settings.log)).pass(until: stop)
            withExtendedLifetime(signals) {}
        } catch {
            throw Failure.report(error, .tempfail)
        }
    }
}
