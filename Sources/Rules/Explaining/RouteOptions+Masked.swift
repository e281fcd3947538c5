// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

extension RouteOptions {
    /// The options as an explanation shows them: with the numbers of persons and accounts masked.
    var masked: RouteOptions {
        var copy = self
        copy.campaign = campaign.map(NumberMask.masked)
        copy.ownID = ownID.map(NumberMask.masked)
        copy.mustReachBy = mustReachBy.map(NumberMask.masked)
        copy.subject = subject.map(NumberMask.masked)
        return copy
    }
}
