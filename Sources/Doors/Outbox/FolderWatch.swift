// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
import Synchronization

/// Tells that something may have changed in some folders.
///
/// Only ever "look soon": events are lost when many come at once, a folder that is replaced has none, and network
/// filesystems have none at all. Whoever waits here looks at everything when it returns, and looks now and then anyway.
/// Each wait begins with the folders that are at the paths by then, so that one that was moved away and made again is
/// watched again. inotify(7).
public final class FolderWatch: Sendable {
    /// What a path is watched for.
    private struct Target: Sendable {
        var path: String
        var mask: UInt32
        /// The number of the watch; -1 while there is none.
        var watch: Int32 = -1
        /// Why there is none: errno(3).
        var code: Int32 = 0
    }

    private let events: Int32
    private let wakeUp: (reading: Int32, writing: Int32)
    private let targets: Mutex<[Target]>

    /// Watches folders; those that do not exist are watched once they do.
    ///
    /// Where the kernel has no room for another watch nothing is told of, and whoever waits goes by its own pace.
    /// - Parameters:
    ///   - folders: Where messages appear; a file may stand for itself.
    ///   - parents: Where only a new folder is of interest, since other things happen there as well.
    ///   - files: Files of which each write is of interest, since they stay open for writing.
    public init(_ folders: [String], parents: [String] = [], files: [String] = []) throws(FileFault) {
        events = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        let code = events < 0 ? errno : 0
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            let code = errno
            if events >= 0 { close(events) }
            throw FileFault("make", "a pipe", code: code)
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeUp = (ends[0], ends[1])
        let contents = UInt32(IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF)
        let names = UInt32(IN_CREATE | IN_MOVED_TO | IN_ONLYDIR)
        let writes = UInt32(IN_MODIFY | IN_DELETE_SELF | IN_MOVE_SELF)
        // A watch has one mask: a folder that is both is watched for all that is asked of either.
        var masks: [(path: String, mask: UInt32)] = []
        let wanted = folders.map { ($0, contents) } + parents.map { ($0, names) } + files.map { ($0, writes) }
        for (path, mask) in wanted {
            if let index = masks.firstIndex(where: { $0.path == path }) {
                masks[index].mask = (masks[index].mask | mask) & ~UInt32(IN_ONLYDIR)
            } else {
                masks.append((path, mask))
            }
        }
        targets = Mutex(masks.map { Target(path: $0.path, mask: $0.mask, code: code) })
        _ = renew()
    }

    deinit {
        if events >= 0 { close(events) }
        close(wakeUp.reading)
        close(wakeUp.writing)
    }

    /// The paths of which nothing is told though something is there, and why: no room for another watch, or no right to
    /// read.
    public var faults: [FileFault] {
        targets.withLock { targets in
            targets.filter { $0.watch < 0 && ![0, ENOENT, ENOTDIR].contains($0.code) }
                .map { FileFault("watch", $0.path, code: $0.code) }
        }
    }

    /// Waits for a change, for ``wake()``, or for the time to pass; a blocking call: poll(2).
    ///
    /// Returns at once where another folder is at a path by now: what was put into it before was not told of.
    public func wait(milliseconds: Int32) {
        let isChanged = renew()
        var descriptors = [
            pollfd(fd: events, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0),
        ]
        if !isChanged { _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds) }
        Self.drain(events)
        Self.drain(wakeUp.reading)
    }

    /// Ends a wait that is going on, or the next one; safe from any thread.
    public func wake() {
        var byte: UInt8 = 0
        _ = write(wakeUp.writing, &byte, 1)
    }

    /// Watches what is at the paths now; a path whose folder is the same keeps its watch.
    /// - Returns: Whether a folder is watched that was not before.
    private func renew() -> Bool {
        guard events >= 0 else { return false }
        return targets.withLock { targets in
            var isAnyNew = false
            var outdated: Set<Int32> = []
            for index in targets.indices {
                // Added to what the folder is watched for already, as by another path that leads to it.
                let watch = inotify_add_watch(events, targets[index].path, targets[index].mask | UInt32(IN_MASK_ADD))
                targets[index].code = watch < 0 ? errno : 0
                guard watch != targets[index].watch else { continue }
                if targets[index].watch >= 0 { outdated.insert(targets[index].watch) }
                targets[index].watch = watch
                if watch >= 0 { isAnyNew = true }
            }
            // What was moved away is nobody's outbox any more.
            for watch in outdated.subtracting(targets.map(\.watch)) { inotify_rm_watch(events, watch) }
            return isAnyNew
        }
    }

    private static func drain(_ descriptor: Int32) {
        guard descriptor >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
