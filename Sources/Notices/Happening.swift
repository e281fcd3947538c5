// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a notice tells of a recipient, from the least grave to the gravest.
public enum Happening: String, Sendable, Hashable, Comparable, CaseIterable {
    /// The service, or the next mail system, took the mail.
    case sent
    /// The service announced it to the recipient.
    case announced
    /// The service reminded the recipient.
    case reminded
    /// The recipient accepted it.
    case accepted
    /// The service reported something whose meaning the settings don't say.
    case reported
    /// It has not been sent for long, and goes on being tried.
    case delayed
    /// It waits for a person.
    case held
    /// The service waits for something that the sender has to do.
    case actionNeeded = "action-needed"
    /// Something was reported that nothing shows to be true.
    case unverified
    /// The recipient neither accepted nor declined it in time.
    case expired
    /// The recipient declined it.
    case declined
    /// It, or its announcement, could not be delivered.
    case undeliverable
    /// It will not be sent.
    case refused
    /// It may have been sent; nobody knows.
    case uncertain
    /// It must reach the recipient by some time, and nothing says that it was announced.
    case unannounced
    /// The last safe moment for another way is there, and nothing shows that it has reached the recipient.
    case dueSoon = "due-soon"
    /// It is known not to have reached the recipient, and nothing more is on its way.
    case anotherWay = "another-way"
    /// The time is over by which it had to reach the recipient, and nothing shows that it has.
    case missed

    /// Orders by gravity.
    public static func < (left: Happening, right: Happening) -> Bool { left.gravity < right.gravity }

    private var gravity: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What a report comes to.
    public init(_ report: StatusReport) {
        guard report.genuineness.isProven else {
            self = .unverified
            return
        }
        switch report.event {
        case nil: self = .reported
        case .announced: self = .announced
        case .reminded: self = .reminded
        case .actionNeeded: self = .actionNeeded
        case .expired: self = .expired
        case .undeliverable: self = .undeliverable
        case .declined: self = .declined
        case .accepted: self = .accepted
        }
    }

    /// What can be told of reports.
    public static let reports: [Happening] = [
        .announced, .reminded, .accepted, .reported, .actionNeeded, .unverified, .expired, .declined, .undeliverable,
    ]

    /// Whether a sender wants to be told who asked for notices on these conditions; nil asks for none in particular.
    ///
    /// What waits for a person asks a question, and whoever doesn't hear it never answers: that is told whatever the sender
    /// asked, as no report of a delivery is (RFC 3461, section 4.1).
    public func isWanted(on conditions: NotifyConditions?) -> Bool {
        switch self {
        case .sent, .announced, .reminded, .accepted, .reported: conditions?.contains(.success) ?? true
        case .refused, .expired, .declined, .undeliverable: conditions?.contains(.failure) ?? true
        case .delayed: conditions?.contains(.delay) ?? true
        case .held, .uncertain, .actionNeeded, .unverified, .unannounced, .dueSoon, .anotherWay, .missed: true
        }
    }

    /// The same in the words of RFC 3464, section 2.3.3.
    ///
    /// `delivered` is said only where the recipient accepted the mail, and got it with that.
    var action: String {
        switch self {
        case .sent, .announced, .reminded, .reported, .unverified: "relayed"
        case .accepted: "delivered"
        case .delayed, .held, .uncertain, .actionNeeded, .unannounced, .dueSoon, .missed: "delayed"
        case .refused, .expired, .declined, .undeliverable, .anotherWay: "failed"
        }
    }

    /// An enhanced status code (RFC 3463) for when the other side gave none.
    var status: String {
        switch self {
        case .sent, .announced, .reminded, .reported, .unverified: "2.0.0"
        case .accepted: "2.1.5"
        case .delayed, .unannounced, .dueSoon: "4.0.0"
        case .missed: "4.4.7"
        case .held, .actionNeeded: "4.7.0"
        case .uncertain: "4.4.2"
        case .refused, .undeliverable, .anotherWay: "5.0.0"
        case .expired: "5.4.7"
        case .declined: "5.7.1"
        }
    }

    /// The same in the words of ETSI EN 319 522-1, clause 6; nil where it has none for it.
    ///
    /// It has them for registered mail alone. A name says what happened, not that somebody qualified attests it.
    var registeredEvent: String? {
        switch self {
        case .sent: "SubmissionAcceptance"
        case .refused: "SubmissionRejection"
        case .announced, .reminded: "NotificationForAcceptance"
        case .undeliverable: "NotificationForAcceptanceFailure"
        case .accepted: "ConsignmentAcceptance"
        case .declined: "ConsignmentRejection"
        case .expired: "AcceptanceRejectionExpiry"
        case .delayed, .held, .uncertain, .actionNeeded, .reported, .unverified, .unannounced, .dueSoon, .anotherWay,
            .missed:
            nil
        }
    }
}
