// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What was seen of a file that lies in an outbox and could not be taken yet.
struct Sighting: Sendable, Hashable {
    /// What tells a file, and a state of it, from another.
    struct State: Sendable, Hashable {
        var inode: UInt64
        var size: Int64
        var written: Int64
        var changed: Int64

        init(_ status: stat) {
            let nanoseconds = { (time: timespec) in Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            written = nanoseconds(status.st_mtim)
            changed = nanoseconds(status.st_ctim)
        }

        /// How long before `wall` the file was last written to, renamed or linked, in seconds; no less than nought, as the
        /// clock may have been set back since.
        func age(at wall: Int64) -> Double {
            max(0, Double(wall) / 1000 - Double(max(written, changed)) / 1e9)
        }
    }

    var state: State
    /// When it was first seen like that, by the clock that only counts on.
    var firstSeen: Double
    /// How old it was then.
    var ageThen: Double
    /// When it need be looked at again, by the clock that only counts on.
    var notBefore: Double
    /// Whether it waits because people may take it back, and for nothing else.
    var isHeld = false
    /// The fault that was told of; nought if none.
    var told: Int32 = 0
    /// The number of the last look that found it.
    var look: Int

    /// How long the file has been as it is, in seconds.
    func age(at uptime: Double) -> Double { ageThen + max(0, uptime - firstSeen) }
}
