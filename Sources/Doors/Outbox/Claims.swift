// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// The files of an outbox that are on their way into the spool, each under the spool id that it will have there.
struct Claims {
    let outbox: Outbox

    /// The ids of what lies there.
    func ids() throws(FileFault) -> [SpoolID] { try outbox.claimed.names().compactMap(SpoolID.init(rawValue:)) }

    /// The path of a claimed file.
    func path(_ id: SpoolID) -> String { "\(outbox.claimed.path)/\(id.rawValue)" }

    /// How far the clock of the filesystem is ahead of `wall`, in milliseconds: a server dates files by its own.
    ///
    /// Nought where that can't be found out, as on a filesystem that is full.
    func clockOffset(from wall: Timestamp) -> Int64 {
        let path = "\(outbox.claimed.path)/.clock.\(SpoolID().rawValue)"
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return 0 }
        defer {
            close(descriptor)
            unlink(path)
        }
        var status = stat()
        // A write has the server date the file.
        var byte: UInt8 = 0
        guard write(descriptor, &byte, 1) == 1, fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else {
            return 0
        }
        return Int64(status.st_ctim.tv_sec) * 1000 + Int64(status.st_ctim.tv_nsec) / 1_000_000 - wall.milliseconds
    }

    /// The submission of a message of this outbox.
    func submission(_ id: SpoolID) -> Submission {
        let envelope = Envelope(readsRecipientsFromHeader: true)
        var submission = Submission(entry: SpoolEntry(door: .outbox, envelope: envelope, origin: outbox.path), id: id)
        submission.sizeLimit = .max
        submission.refusesUnaddressed = false
        return submission
    }
}
