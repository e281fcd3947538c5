// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import Sieve

/// What is decided about one recipient, and why.
public struct RecipientExplanation: Sendable, Codable {
    /// The recipient.
    public var recipient: String
    /// What is to be done: `route`, `redirect`, `hold`, `refuse`, `discard`.
    public var action: String
    /// The route, where there is one.
    public var route: String?
    /// The address to which the message goes instead, where it is redirected.
    public var redirectedTo: String?
    /// Why it is held, or the reason that the writer is given.
    public var why: String?
    /// What the rules ask of the route, with the numbers of persons and accounts masked.
    public var options: RouteOptions?
    /// The commands that decided, with the tests around them.
    public var reasons: [Reason]
    /// What else the writer should know.
    public var notes: [String]
    /// Every test that was evaluated, in order.
    public var tests: [TraceEvent]

    /// Explains a decision that was made without asking a rule.
    public init(recipient: String, decision: Decision) {
        self.init(recipient: recipient, judgement: Judgement(decision: decision, results: []))
    }

    init(recipient: String, judgement: Judgement) {
        // A name that was refused for its characters is shown all the same, and must not move a terminal's cursor.
        self.recipient = recipient.onOneLine
        switch judgement.decision.action {
        case .route(let name, let options): (action, route, self.options) = ("route", name.rawValue, options.masked)
        case .redirect(let address, let name, let options):

            (action, redirectedTo, route, self.options) = ("redirect", address, name.rawValue, options.masked)
        case .hold(let text): (action, why) = ("hold", text)
        case .refuse(let text): (action, why) = ("refuse", text)
        case .discard: action = "discard"
        }
        reasons = judgement.results.flatMap { Reason.all(in: $0) }
        notes = judgement.notes
        tests = judgement.results.flatMap(\.trace)
    }

    /// Says that it is held for this reason, where what the rules chose is not to be had.
    public mutating func hold(_ why: String) {
        (action, self.why) = ("hold", why)
        (route, redirectedTo, options) = (nil, nil, nil)
    }

    /// Whether two recipients can be told of together.
    func isLike(_ other: RecipientExplanation) -> Bool {
        action == other.action && route == other.route && redirectedTo == other.redirectedTo && why == other.why
            && options == other.options && reasons == other.reasons && notes == other.notes
    }
}
