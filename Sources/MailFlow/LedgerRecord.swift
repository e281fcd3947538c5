// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Ledgers
import Mail
import Sieve

/// What the ledger knows of messages that rules have seen, when one message is decided about.
struct LedgerRecord: SeenRecord {
    /// Opens the ledger; asked only where a rule looks something up.
    let ledger: @Sendable () throws -> (any Ledger)?
    /// The message's id; empty where it isn't in the ledger.
    let message: String

    func wasSeen(_ id: String, handle: String, recipient: String, at now: Timestamp) throws -> Bool {
        try ledger()?.hasSeen(id, handle: handle, recipient: recipient, except: message, at: now) ?? false
    }
}
