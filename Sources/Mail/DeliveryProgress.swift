// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How far a mail has come after it was sent, by all that was reported of it.
///
/// A function of the set of reports: in whatever order they came, and however often, the result is the same. Reports that
/// nothing shows to be genuine don't count.
public struct DeliveryProgress: Sendable, Hashable {
    /// What is shown; nil where nothing is known but that it was sent.
    public let event: DeliveryEvent?
    /// When that happened; nil where nobody says.
    public let time: Timestamp?

    /// Judges reports.
    ///
    /// What the recipient did stands above what machines report, since a reminder may be on its way while somebody accepts.
    /// Else the latest counts; at the same time, or where no time can be read, the one that says more.
    public init(_ reports: some Sequence<StatusReport>) {
        var last: (event: DeliveryEvent, time: Timestamp?)?
        for report in reports where report.genuineness.isProven {
            guard let event = report.event else { continue }
            if last.map({ Self.stands($0, below: (event, report.time)) }) ?? true { last = (event, report.time) }
        }
        event = last?.event
        time = last?.time
    }

    private static func stands(
        _ one: (event: DeliveryEvent, time: Timestamp?), below other: (event: DeliveryEvent, time: Timestamp?)
    ) -> Bool {
        if one.event.isByRecipient != other.event.isByRecipient { return other.event.isByRecipient }
        let (first, second) = (one.time?.milliseconds ?? .min, other.time?.milliseconds ?? .min)
        return first != second ? first < second : one.event < other.event
    }
}
