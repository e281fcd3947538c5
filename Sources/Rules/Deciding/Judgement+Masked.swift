// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

extension Judgement {
    /// The judgement with the numbers of persons and accounts masked in every text that is told.
    ///
    /// Reasons quote what rules made of the message, and go into ledger, log and notice. What is sent stays as it is.
    var masked: Judgement {
        var copy = self
        switch decision.action {
        case .hold(let text): copy.decision.action = .hold(NumberMask.masked(text))
        case .refuse(let text): copy.decision.action = .refuse(NumberMask.masked(text))
        case .route, .redirect, .discard: break
        }
        copy.notes = notes.map(NumberMask.masked)
        return copy
    }
}
