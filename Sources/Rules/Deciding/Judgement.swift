// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// A decision with everything that led to it.
struct Judgement: Sendable {
    var decision: Decision
    /// What the scripts came to, in the order in which they ran.
    var results: [ScriptResult] = []
    /// What the writer should know beside the decision, such as a request that was not honoured.
    var notes: [String] = []
}
