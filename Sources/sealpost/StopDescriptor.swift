// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// A descriptor that can be read as soon as somebody asks the command to end, for waiting with poll(2).
final class StopDescriptor {
    /// The reading end of a pipe.
    let descriptor: Int32
    private let interruption: Interruption

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw PipeFailure.report("\(FileFault("make", "a pipe"))", "4.3.0", .tempfail) }
        descriptor = ends[0]
        let end = ends[1]
        interruption = Interruption { _ = write(end, "x", 1) }
    }

    /// Waits for that, so many milliseconds at most: poll(2).
    func isAsked(within milliseconds: Int32) -> Bool {
        var end = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&end, 1, milliseconds) > 0
    }
}
