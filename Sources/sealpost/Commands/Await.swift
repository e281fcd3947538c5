// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledgers
import Mail
import MailFlow

/// Waits until it is known what became of a message, and says so where it was not sent.
struct Await: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "await",
        abstract: "Wait until it is known what became of a message.",
        discussion: """
            Delivers nothing itself. Says nothing where all recipients were sent to, and ends with 0; otherwise says in one \
            line what there is to say, and ends with 69 where somebody will not get it, or with 75.
            """)

    @OptionGroup var settings: SettingsOptions

    @Option(help: ArgumentHelp("How long to wait.", valueName: "seconds"))
    var atMost = 60

    @Argument(help: "The message's id, or its beginning or end.")
    var id: String

    func run() async throws {
        let assembly = try settings.assemble()
        let end = ContinuousClock.now.advanced(by: .seconds(atMost))
        var ledger: (any Ledger)?
        var standing: Standing?
        do {
            while true {
                if ledger == nil { ledger = try assembly.existingLedger() }
                standing = try ledger?.standing(of: id.lowercased())
                if let standing, !standing.isUnderWay { break }
                guard ContinuousClock.now < end else { break }
                try await Task.sleep(for: .milliseconds(50))
            }
        } catch {
            throw Failure.report(error, .unavailable)
        }
        guard let standing else {
            throw Failure.report("\(id) is accepted; nothing has been done with it yet", .tempfail)
        }
        let others = standing.recipients.filter { $0.state != .sent }
        guard !others.isEmpty else { return }
        let text = others.map { recipient in
            let reason = recipient.reason.isEmpty ? "" : " (\(recipient.reason))"
            return "\(recipient.destination) \(recipient.state.rawValue)\(reason)"
        }
        let isOver = others.contains { $0.state.isFinal }
        throw Failure.report(
            ("\(standing.message.id) is accepted, and not sent to: \(text.joined(separator: "; "))").onOneLine,
            isOver ? .unavailable : .tempfail)
    }
}

extension Standing {
    /// Whether some recipient's mail is about to be sent, or being sent.
    fileprivate var isUnderWay: Bool {
        recipients.contains { [.queued, .decided, .sending].contains($0.state) }
    }
}
