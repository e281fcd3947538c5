// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Ledgers
public import Logging
import Mail

/// What the flow says on the log: a short list of events, each with the message's id, none with anything secret or any text
/// of a message.
public struct FlowLog: Sendable {
    private let logger: Logger

    /// Writes to `logger`.
    public init(_ logger: Logger) { self.logger = logger }

    /// A pass begins that a door has started.
    public func passBegins() { note(.notice, "a pass begins, for mail that sendmail has accepted") }

    /// Mail waits that was accepted while nobody looked at the spool any more.
    public func leftAccepted(_ count: Int) {
        note(.notice, "\(count) accepted messages wait for the next delivery")
    }

    func entered(_ id: String, _ door: Door, _ decisions: [(recipient: String, decision: Decision)]) {
        for (recipient, decision) in decisions {
            let places =
                decision.places.isEmpty
                ? ""
                : " (\(Set(decision.places).sorted { ($0.file, $0.line) < ($1.file, $1.line) }.map(\.description).joined(separator: ", ")))"
            note(.notice, "\(id): from \(door.rawValue), to \(recipient): \(Self.words(decision))\(places)")
        }
    }

    func duplicate(_ id: String, _ address: String) {
        note(.notice, "\(id): to \(address): on hold, as the same letter was there before")
    }

    func began(_ claim: Claim) {
        note(.info, "\(claim.message): request to \(claim.route) for \(Self.names(claim)) begins")
    }

    func settled(_ claim: Claim, _ outcomes: [Outcome]) {
        for (recipient, outcome) in zip(claim.recipients, outcomes) {
            note(.notice, "\(claim.message): to \(recipient.address) by \(claim.route): \(Self.words(outcome))")
        }
    }

    func held(_ claim: Claim, _ reason: String) {
        note(.notice, "\(claim.message): to \(Self.names(claim)): on hold: \(reason)")
    }

    func recovered(uncertain: Int) {
        note(.warning, "\(uncertain) deliveries were under way when an earlier process was stopped: uncertain, held")
    }

    func late(_ count: Int) { note(.notice, "\(count) deliveries are late, or given up: sealpost queue --all") }

    func raised(_ id: String, _ recipient: String, _ alarm: DeadlineAlarm) {
        note(
            .warning,
            "\(id): to \(recipient): \(alarm.rawValue), and must reach the recipient in time: sealpost overdue")
    }

    func reported(_ id: String, _ recipient: String, _ report: StatusReport) {
        note(.notice, "\(id): to \(recipient): \(report.summary)")
    }

    func notFollowed(_ ticket: FollowedTicket, _ reason: String) {
        note(.warning, "\(ticket.message): to \(ticket.recipient.address): no status of \(ticket.token): \(reason)")
    }

    func noticed(_ id: String, _ path: String) { note(.info, "\(id): notice filed in \(path)") }

    func leftInOutbox(_ path: String, _ fault: SpoolFault) { note(.error, "\(path): left in the outbox: \(fault)") }

    func waiting(_ count: Int, _ outbox: Outbox, _ seconds: Double) {
        note(
            .notice,
            "outbox \(outbox.path): \(count) waiting for hold_for, the next for \(Int(seconds.rounded(.up))) seconds")
    }

    func unwatched(_ fault: FileFault) { note(.warning, "\(fault): looked at now and then instead") }

    func setAside(_ path: String, _ reason: String) { note(.error, "\(path): in quarantine: \(reason)") }

    func failed(_ what: String, _ error: any Error) { note(.error, "\(what): \(error)") }

    /// One line, whatever addresses and answers are made of: a log is read on terminals.
    private func note(_ level: Logger.Level, _ text: String) {
        let line = text.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0 }
        logger.log(level: level, "\(String(line))")
    }

    private static func names(_ claim: Claim) -> String { claim.recipients.map(\.address).joined(separator: ", ") }

    private static func words(_ decision: Decision) -> String {
        switch decision.action {
        case .route(let route, _): "by \(route)"
        case .redirect(let address, let route, _): "redirected to \(address) by \(route)"
        case .hold(let reason): "on hold: \(reason)"
        case .refuse(let reason): "refused: \(reason)"
        case .discard: "discarded"
        }
    }

    private static func words(_ outcome: Outcome) -> String {
        switch outcome {
        case .sent(let receipt): "sent" + (receipt.ticket.map { ", ticket \($0.token)" } ?? "")
        case .refused(let answer): "refused: \(answer.text)"
        case .deferred(let deferral): "deferred: \(deferral.answer.text)"
        case .uncertain(let answer): "UNCERTAIN: \(answer.text)"
        }
    }
}
