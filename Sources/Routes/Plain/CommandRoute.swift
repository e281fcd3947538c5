// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
public import Mail

/// Hands mail to the next sendmail command of this machine.
///
/// sendmail(1), as Postfix, Exim and the small ones all understand it.
public struct CommandRoute: Route {
    /// The name under which the settings know it.
    public let name: RouteName
    private let configuration: CommandConfiguration

    /// One run takes a list of recipients; its one exit code counts for all of them.
    public var takesRecipientsTogether: Bool { true }

    /// Makes the route; throws where the command can't be run, or would be ourselves.
    public init(name: RouteName = RouteName("plain"), configuration: CommandConfiguration) throws(RouteFault) {
        self.name = name
        self.configuration = configuration
        guard let program = configuration.command.first, program.hasPrefix("/") else {
            throw RouteFault("command: the program of route \(name) needs a path that begins with /")
        }
        guard configuration.command.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw RouteFault("command: an argument of route \(name) has a NUL")
        }
        if let fault = loopFault() { throw fault }
    }

    /// Checks addresses and size; nothing of the message is changed but the fields that must not leave.
    public func prepare(_ delivery: Delivery) throws(RouteFault) -> PreparedRequest {
        let body = try PlainBody.make(delivery, .local, maximumBytes: configuration.maximumMessageBytes)
        let summary = RequestSummary(
            destination: configuration.command.joined(separator: " "),
            subject: OneLine.text(delivery.subject, limit: 998),
            messageBytes: delivery.message.source.count, requestBytes: body.length, attachments: [], remarks: [])
        return PreparedRequest(route: name, delivery: delivery, body: body, summary: summary)
    }

    /// Runs the command once, for all recipients.
    public func send(_ request: PreparedRequest) async -> [Outcome] {
        let program = configuration.command[0]
        // Looked at again: what the path names may have been replaced since the settings were read.
        if let fault = loopFault() {
            let answer = Answer(host: program, status: "4.4.6", text: fault.description)
            return request.recipients.map { _ in .deferred(Deferral(answer: answer, scope: .account)) }
        }
        let sender = request.sender.isEmpty ? "<>" : request.sender
        var environment = configuration.environment
        environment[CommandConfiguration.depthVariable] = "1"
        let end = await ChildProcess.run(
            configuration.command + ["-i", "-f", sender, "--"] + request.recipients, environment: environment,
            input: request.body, timeLimit: configuration.timeLimit)
        let outcome = CommandRules.outcome(of: end, program: program)
        return request.recipients.map { _ in outcome }
    }

    /// Why running the command would send mail in a circle; nil where it would not.
    private func loopFault() -> RouteFault? {
        if let depth = configuration.environment[CommandConfiguration.depthVariable] {
            return RouteFault(
                "\(CommandConfiguration.depthVariable)=\(OneLine.text(depth)) is set: this program was itself called by a "
                    + "plain route, so mail would run in a circle; let the route name the next mail system's sendmail")
        }
        let program = configuration.command[0]
        var status = stat()
        guard stat(program, &status) == 0 else { return nil }
        for own in configuration.ownPrograms {
            var other = stat()
            guard stat(own, &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino else { continue }
            return RouteFault(
                "command: \(program) is \(own), which is Sealpost's own, so mail would run in a circle; "
                    + "name the next mail system's sendmail")
        }
        return nil
    }
}
