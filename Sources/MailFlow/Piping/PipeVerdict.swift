// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Doors
public import Mail

/// What became of a message that came by a pipe, and what the rules chose for each recipient.
public struct PipeVerdict: Sendable {
    /// What became of the message.
    public enum Standing: String, Sendable {
        /// It is durably accepted: whoever called need not, and must not, send it.
        case accepted
        /// It goes by none of the routes that were asked for, and stays the caller's.
        case notTaken = "not-taken"
        /// Nobody asked for more than the decisions; it stays the caller's.
        case decided
    }

    /// What became of the message.
    public var standing: Standing
    /// The name it has in the spool, if it is accepted.
    public var id: SpoolID
    /// The recipients, and what is to be done for each.
    public var decisions: [(recipient: String, action: Decision.Action)]
    /// Those of them who get it by another route than was asked for.
    public var others: [String] = []

    /// Makes a verdict.
    public init(standing: Standing, id: SpoolID, decisions: [(recipient: String, action: Decision.Action)]) {
        self.standing = standing
        self.id = id
        self.decisions = decisions
    }

    /// Whether somebody gets the message by one of these routes, or it is to be held, refused or dropped, and who gets it
    /// otherwise.
    mutating func judge(by routes: [RouteName]) {
        others = decisions.filter { Self.goes($0.action, otherwiseThanBy: routes) }.map(\.recipient)
        standing = others.count < decisions.count ? .accepted : .notTaken
    }

    /// Whether a message leaves by a route that is none of these; what is held, refused or dropped leaves by none.
    private static func goes(_ action: Decision.Action, otherwiseThanBy routes: [RouteName]) -> Bool {
        switch action {
        case .route(let name, _), .redirect(_, let name, _): !routes.contains(name)
        case .hold, .refuse, .discard: false
        }
    }

    /// The name of the field that tells this to whoever reads the message on.
    public static let fieldName = "X-Sealpost-Decision"

    /// How many recipients the field names.
    private static let fieldLimit = 50
    /// The longest address that a mail system takes (RFC 5321, section 4.5.3.1.3).
    private static let addressLimit = 254

    /// The lines of the field's value, each of them short, and of printable ASCII alone.
    public var fieldLines: [String] {
        let head = standing == .accepted ? "\(standing.rawValue) \(id.rawValue)" : standing.rawValue
        var lines = [head] + decisions.prefix(Self.fieldLimit).map { Self.line($0.recipient, $0.action) }
        if decisions.count > Self.fieldLimit { lines.append("and \(decisions.count - Self.fieldLimit) more") }
        return lines
    }

    /// What to tell whoever calls, where some recipients get the message by a route that was not asked for.
    public var remark: String? {
        guard standing == .accepted, !others.isEmpty else { return nil }
        let told = decisions.filter { others.contains($0.recipient) }.map { Self.line($0.recipient, $0.action) }
        return "accepted as a whole, for all recipients; by another route: " + told.joined(separator: ", ")
    }

    private static func line(_ recipient: String, _ action: Decision.Action) -> String {
        switch action {
        case .route(let name, _): "\(clean(name.rawValue)) <\(clean(recipient))>"
        case .redirect(let other, let name, _):
            "\(clean(name.rawValue)) <\(clean(recipient))> redirected to <\(clean(other))>"
        case .hold: "hold <\(clean(recipient))>"
        case .refuse: "refuse <\(clean(recipient))>"
        case .discard: "discard <\(clean(recipient))>"
        }
    }

    /// The text with a question mark for all that could end the field or an address early.
    private static func clean(_ text: String) -> String {
        let characters = text.unicodeScalars.prefix(addressLimit).map { scalar -> Character in
            let isPlain = (33...126).contains(scalar.value) && !"<>;,".unicodeScalars.contains(scalar)
            return isPlain ? Character(scalar) : "?"
        }
        return String(characters)
    }
}
