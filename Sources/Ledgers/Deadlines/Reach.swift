// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What the reports about a sent mail show of its having reached the recipient: a function of their set, in whatever order
/// they came.
public struct Reach: Sendable, Hashable {
    /// When it reached the recipient; nil where nothing shows that.
    public let time: Timestamp?
    /// Whether it is known not to have, and not to be on its way any more.
    public let hasFailed: Bool

    /// Judges reports, each with the time at which it was written down: whatever it tells of had happened by then.
    public init(
        _ reports: some Sequence<(report: StatusReport, recorded: Timestamp)>, by proof: DeadlineTerms.Proof
    ) {
        let proven = reports.filter { $0.report.genuineness.isProven }
        let bounces = proven.filter { $0.report.event == .undeliverable }.map { $0.report.time }
        // What came back had not reached anybody; one without a time may be the last of all.
        let lastBounce = bounces.map { $0?.milliseconds ?? .max }.max() ?? .min
        let reaching = proven.filter { reported in
            guard let event = reported.report.event, Self.shows(event, proof) else { return false }
            // No bounce undoes what the recipient did.
            return event.isByRecipient || bounces.isEmpty
                || (reported.report.time?.milliseconds ?? .min) > lastBounce
        }
        time = reaching.map { $0.report.time ?? $0.recorded }.min()
        let last = DeliveryProgress(proven.map(\.report)).event
        hasFailed = reaching.isEmpty && (last?.isFinal ?? false)
    }

    /// Whether an event shows that the mail reached the recipient.
    ///
    /// A reminder tells of the mail as the announcement does, and whoever declined it had been told of it. That its time is
    /// over says nothing of an announcement.
    private static func shows(_ event: DeliveryEvent, _ proof: DeadlineTerms.Proof) -> Bool {
        switch event {
        case .announced, .reminded, .declined: proof == .announced
        case .accepted: true
        case .actionNeeded, .expired, .undeliverable: false
        }
    }
}
