// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Mail
internal import Sandbox

/// Both services, simulated on this machine: the command.
@main
struct SealpostSandbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sealpost-sandbox",
        abstract: "Simulate KPN Registered E-mail and KPN Secure E-mail on this machine.",
        discussion: """
            Listens on the loopback interface only, accepts what the services document, sends nothing anywhere, and \
            keeps what it accepted. Stops on SIGTERM or SIGINT. How to make it misbehave: docs/sandbox.md.
            """)

    @OptionGroup(title: "Where it listens") var place: PlaceOptions
    @OptionGroup(title: "The gateway") var gateway: GatewayOptions
    @OptionGroup(title: "The registered service") var registered: RegisteredOptions
    @OptionGroup(title: "The secure service") var secure: SecureOptions
    @OptionGroup(title: "Mails to senders") var mails: MailOptions

    func run() async throws {
        // First of all: a signal that comes while it starts must not be lost.
        let signals = TerminationSignals()
        do throws(SandboxError) {
            let log = try LineLog(place.log)
            var settings = SandboxConfiguration()
            settings.log = { log.write($0) }
            place.apply(to: &settings)
            gateway.apply(to: &settings)
            registered.apply(to: &settings)
            secure.apply(to: &settings)
            mails.apply(to: &settings)
            let sandbox = try await Sandbox.start(settings)
            let url = settings.publicURL ?? sandbox.url
            try ReadyNote.tell(url, file: place.readyFile)
            await signals.wait()
            await sandbox.stop(grace: 0.5)
        } catch {
            LineLog.standardError.write("sealpost-sandbox: \(error)")
            throw ExitCode(ExitStatus.unavailable.rawValue)
        }
    }
}
