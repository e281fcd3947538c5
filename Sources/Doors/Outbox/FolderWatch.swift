// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc

/// Tells that something may have changed in some folders.
///
/// Only ever "look soon": events are lost when many come at once, a folder that is replaced has none, and network
/// filesystems have none at all. Whoever waits here looks at everything when it returns, and looks now and then anyway.
/// inotify(7).
public final class FolderWatch: Sendable {
    private let events: Int32
    private let wakeUp: (reading: Int32, writing: Int32)

    /// Watches folders; those that do not exist are passed over, since whoever waits looks at them by itself.
    ///
    /// - Parameters:
    ///   - folders: Where messages appear.
    ///   - parents: Where only a new folder is of interest, since other things happen there as well.
    public init(_ folders: [String], parents: [String] = []) throws(FileFault) {
        events = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard events >= 0 else { throw FileFault("watch", folders.first ?? "folders") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FileFault("make", "a pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeUp = (ends[0], ends[1])
        let mask = IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF
        for folder in folders { _ = inotify_add_watch(events, folder, UInt32(mask)) }
        let names = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR
        for folder in parents { _ = inotify_add_watch(events, folder, UInt32(names)) }
    }

    deinit {
        close(events)
        close(wakeUp.reading)
        close(wakeUp.writing)
    }

    /// Waits for a change, for ``wake()``, or for the time to pass; a blocking call: poll(2).
    public func wait(milliseconds: Int32) {
        var descriptors = [
            pollfd(fd: events, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        Self.drain(events)
        Self.drain(wakeUp.reading)
    }

    /// Ends a wait that is going on, or the next one; safe from any thread.
    public func wake() {
        var byte: UInt8 = 0
        _ = write(wakeUp.writing, &byte, 1)
    }

    private static func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
