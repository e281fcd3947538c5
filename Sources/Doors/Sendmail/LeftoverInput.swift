// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What a caller is still writing when its message is refused already.
///
/// Most programs that write into a pipe whose reader has gone are killed by SIGPIPE, and never see the exit status that
/// tells them to keep the mail. So a door that refuses reads on for a little while, and forgets what it reads.
public enum LeftoverInput {
    /// Reads from a pipe or a socket until its end, and no longer than `limit` milliseconds in all.
    ///
    /// Of a file nothing is read: nobody waits for that, and its offset may be shared with whoever goes on reading. Nor is
    /// anything of a terminal.
    public static func discard(from descriptor: Int32, limit: Int = 1000) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) else { return }
        let deadline = Deadline(milliseconds: limit)
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { chunk in
            while true {
                var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let left = deadline.left
                guard left > 0 else { return }
                let ready = poll(&poller, 1, left)
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else { return }
                let count = read(descriptor, chunk.baseAddress, chunk.count)
                guard count > 0 || count < 0 && errno == EINTR else { return }
            }
        }
    }
}
