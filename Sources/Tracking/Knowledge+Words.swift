// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Ledgers
import Mail

extension Knowledge {
    /// Judges the entries of the log about one recipient, in order; nil where a step of it is not understood.
    public init?(_ entries: [LogEntry]) {
        let entries = entries.filter { !$0.recipient.isEmpty && !LogEntry.stateless.contains($0.step) }
        let steps = entries.compactMap { entry in
            DeliveryStep(rawValue: entry.step).flatMap { step in
                DeliveryState(rawValue: entry.state).map { (step: step, state: $0) }
            }
        }
        guard steps.count == entries.count else { return nil }
        self.init(steps)
    }

    /// The same for a person.
    public var words: String {
        switch self {
        case .notSent: "nothing was sent so far"
        case .underWay: "a request is leaving or has left; what became of it is not known yet"
        case .uncertain: "may have been sent, or not: no usable answer came"
        case .taken: "the other side took it; whether it reached the recipient is not known here"
        case .vouched: "a person says that it was sent; no answer shows it"
        case .ended: "was not sent, and will not be"
        case .endedUncertain: "will not be sent again; whether it was sent before is not known"
        }
    }

    /// What there is to say of steps that are not understood.
    public static let unknown = "a step of it is not understood"
}
