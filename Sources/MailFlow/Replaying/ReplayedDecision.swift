// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import Rules

/// What was decided about one recipient of a mail that was looked at again.
public struct ReplayedDecision: Sendable, Hashable, Codable {
    /// What is to be done: `route`, `redirect`, `hold`, `refuse`, `discard`.
    public var action: String
    /// The route, where there is one.
    public var route: String?
    /// The address to which the message goes instead, where it is redirected.
    public var redirectedTo: String?
    /// Why it is held, or the reason that the writer is given.
    public var why: String?
    /// What the rules ask of the route.
    public var options: RouteOptions?
    /// The lines that decided.
    public var places: [Decision.Place]

    init(_ decision: Decision) {
        let told = RecipientExplanation(recipient: "", decision: decision)
        (action, route, redirectedTo) = (told.action, told.route, told.redirectedTo)
        (why, options, places) = (told.why, told.options, decision.places)
    }

    /// Where the mail goes, in a word or two: the name of the route, `held`, `refused`.
    public var goal: String {
        switch action {
        case "route": route ?? ""
        case "redirect": "redirected"
        case "hold": "held"
        case "refuse": "refused"
        default: "discarded"
        }
    }

    /// Whether a writer would see no difference; two reasons to hold are no difference, since a person decides.
    func isLike(_ other: ReplayedDecision) -> Bool {
        action == other.action && route == other.route && redirectedTo == other.redirectedTo
            && options == other.options && (action == "hold" || why == other.why)
    }
}
