// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Glibc
import Ledgers
import Mail
import MailFlow
import Settings

/// Whether a message's bytes are still in the spool, for a person who asks, or wants them sent.
enum ContentKeeping {
    /// They are; until then, where nothing more happens to the message.
    case kept(until: Timestamp?)
    /// They were deleted, as the settings say.
    case deleted(Timestamp)
    /// They should be there and are not.
    case missing

    /// Looks into the spool: what the ledger says of files is no proof that they are there.
    init(of standing: Standing, _ assembly: Assembly) {
        if let time = standing.contentDeleted {
            self = .deleted(time)
        } else if let id = SpoolID(rawValue: standing.message.id), Self.isThere(id, assembly.spool) {
            self = .kept(
                until: standing.finished.map { $0.advanced(bySeconds: assembly.settings.delivery.keepContent) })
        } else {
            self = .missing
        }
    }

    private static func isThere(_ id: SpoolID, _ spool: Spool) -> Bool {
        do throws(FileFault) {
            _ = try spool.open(id)
            return true
        } catch {
            // One that can't be read just now is not gone.
            return error.code != ENOENT
        }
    }

    /// Whether they are there.
    var isKept: Bool { if case .kept = self { true } else { false } }

    /// The same in words, after "the content is".
    var text: String {
        switch self {
        case .kept(nil): "in the spool"
        case .kept(let time?): "in the spool until \(time.rfc3339)"
        // Ledgers of before this was kept have a 1 here.
        case .deleted(let time) where time.milliseconds < 1_000_000: "deleted from the spool"
        case .deleted(let time): "deleted from the spool since \(time.rfc3339)"
        case .missing: "missing from the spool: somebody removed it"
        }
    }
}
