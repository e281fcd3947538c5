// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

extension Notice {
    /// The time by which a mail must reach a recipient, and how far it has come.
    public struct Deadline: Sendable, Hashable {
        /// How far it has come.
        public enum Known: Sendable, Hashable {
            /// It waits to be sent.
            case waiting
            /// It is on hold.
            case held
            /// It may have been sent, or not.
            case uncertain
            /// It was not sent, and will not be.
            case ended
            /// It was taken, or a person says so, and this was reported since.
            case sent(DeliveryEvent?)
            /// It reached the recipient too late.
            case reachedLate
        }

        /// The deadline.
        public var time: Timestamp
        /// How far it has come.
        public var known: Known
        /// When it had; nil where nobody says.
        public var since: Timestamp?
        /// Whether the mail must reach others by some time too: what is done for one is not done for them.
        public var isOneOfSeveral = false

        /// Makes what there is to tell of a deadline.
        public init(time: Timestamp, known: Known, since: Timestamp? = nil) {
            self.time = time
            self.known = known
            self.since = since
        }
    }
}

extension Notice.Recipient {
    /// The command that says that nothing more is to be done for this recipient.
    /// - Parameter address: What stands for the address that is to be typed.
    func settling(_ id: String, address: String) -> String {
        "sealpost overdue settle \(id)\(deadline?.isOneOfSeveral == true ? " --recipient \(address)" : "")"
    }
}
