// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension RouteName {
    /// The name by which a rule holds a message: `fileinto "hold"`; no route of a site can have it.
    ///
    /// Sieve has no action that waits for a person, and rule files must stay Sieve.
    static let hold = RouteName("hold")
}
