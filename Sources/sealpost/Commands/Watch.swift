// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Dispatch
import Doors
import Glibc
import Mail
import MailFlow

/// Goes on delivering until it is told to stop.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch the outboxes and the spool, and deliver until stopped.",
        discussion: "Ends on SIGTERM or SIGINT, after the requests that are under way.")

    @OptionGroup var settings: SettingsOptions

    func run() async throws {
        let assembly = try settings.assemble()
        do {
            let flow = Flow(try assembly.mailbox(log: settings.log))
            let folders = try FolderWatch(assembly.watchedFolders)
            let stop = StopSignal()
            let sources = [SIGTERM, SIGINT].map { number in
                // The default action would end the process between a request and its answer.
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number)
                source.setEventHandler {
                    stop.set()
                    folders.wake()
                }
                source.resume()
                return source
            }
            await flow.watch(folders, until: stop)
            withExtendedLifetime(sources) {}
        } catch {
            throw Failure.report(error, .tempfail)
        }
    }
}
