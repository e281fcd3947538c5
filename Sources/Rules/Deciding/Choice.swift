// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// What one action, or the implicit keep, means for a recipient.
struct Choice {
    enum Meaning: Equatable {
        case route(RouteName)
        case redirect(String)
        case refuse(String)
        case hold(String, HoldCause = .decision)
        case discard
    }

    var meaning: Meaning
    /// The action; nil for the implicit keep.
    var action: Action?

    /// The line of the action.
    var place: Decision.Place? { action.map { Decision.Place(file: $0.file, line: $0.place.line) } }

    /// How a message names it, with its line.
    var description: String {
        let what =
            switch meaning {
            case .route(let name): "the route \(name)"
            case .redirect(let address): "redirection to \(address)"
            case .refuse: "refusal"
            case .hold: "hold"
            case .discard: "discard"
            }
        return place.map { "\(what) (\($0))" } ?? "\(what) (where no rule chooses)"
    }
}
