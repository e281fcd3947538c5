// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// A record in which every id of an even length was seen before, so that `duplicate` comes out both ways.
struct EvenIDs: SeenRecord {
    /// Whether an id was seen; the time and the recipient make no difference.
    func wasSeen(_ id: String, handle: String, recipient: String, at now: Timestamp) throws -> Bool {
        (id + handle).utf8.count.isMultiple(of: 2)
    }
}
