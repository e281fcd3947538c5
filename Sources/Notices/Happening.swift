// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a notice tells of a recipient, from the least grave to the gravest.
public enum Happening: String, Sendable, Hashable, Comparable, CaseIterable {
    /// The service, or the next mail system, took the mail.
    case sent
    /// It has not been sent for long, and goes on being tried.
    case delayed
    /// It waits for a person.
    case held
    /// It will not be sent.
    case refused
    /// It may have been sent; nobody knows.
    case uncertain

    /// Orders by gravity.
    public static func < (left: Happening, right: Happening) -> Bool { left.gravity < right.gravity }

    private var gravity: Int {
        switch self {
        case .sent: 0
        case .delayed: 1
        case .held: 2
        case .refused: 3
        case .uncertain: 4
        }
    }

    /// Whether a sender wants to be told who asked for notices on these conditions; nil asks for none in particular.
    ///
    /// What waits for a person asks a question, and whoever doesn't hear it never answers: that is told whatever the sender
    /// asked, as no report of a delivery is (RFC 3461, section 4.1).
    public func isWanted(on conditions: NotifyConditions?) -> Bool {
        switch self {
        case .sent: conditions?.contains(.success) ?? true
        case .refused: conditions?.contains(.failure) ?? true
        case .delayed: conditions?.contains(.delay) ?? true
        case .held, .uncertain: true
        }
    }

    /// The same in the words of RFC 3464, section 2.3.3.
    ///
    /// None of them is `delivered`, which is the final word there: no service gives it at this point.
    var action: String {
        switch self {
        case .sent: "relayed"
        case .delayed, .held, .uncertain: "delayed"
        case .refused: "failed"
        }
    }

    /// An enhanced status code (RFC 3463) for when the other side gave none.
    var status: String {
        switch self {
        case .sent: "2.0.0"
        case .delayed: "4.0.0"
        case .held: "4.7.0"
        case .uncertain: "4.4.2"
        case .refused: "5.0.0"
        }
    }
}
