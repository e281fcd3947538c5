// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// A lock file beside an mbox, `FILE.lock`, as mail programs make it for each other.
///
/// It is made by link(2) from a file of a name of its own, which works on NFS too, and removed with the value. A lock that
/// a killed Sealpost left is known by what is in it, and by a lock of the kernel that went with the process; one of another
/// program is never removed, since nobody can tell from outside whether that program is still at work.
struct DotLock: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private let calls: FileCalls

    /// What is in a lock file of Sealpost.
    private static let mark = "sealpost\n"

    /// Makes the lock for a file; nil where another process has it.
    /// - Parameter folder: Where the file is made that becomes the lock, on the same filesystem.
    static func attempt(for file: String, by folder: Folder, calls: FileCalls) throws(FileFault) -> DotLock? {
        let path = "\(file).lock"
        let own = "\(folder.path)/.lock.\(SpoolID().rawValue)"
        let descriptor = calls.open(own, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault("create", own) }
        _ = flock(descriptor, LOCK_EX)
        let isMarked = Self.mark.utf8.withContiguousStorageIfAvailable { bytes in
            write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
        }
        guard isMarked == true else {
            let code = errno
            close(descriptor)
            unlink(own)
            throw FileFault("write", own, code: code)
        }
        for isRepeated in [false, true] {
            let code = calls.link(own, path) == 0 ? 0 : errno
            // The answer of a server can be lost: what counts is whether the file has two names.
            var status = stat()
            let isLinked = fstat(descriptor, &status) == 0 && status.st_nlink == 2
            if isLinked || code == 0 && status.st_nlink != 1 {
                _ = calls.unlink(own)
                return DotLock(path: path, descriptor: descriptor, calls: calls)
            }
            if code == EEXIST, !isRepeated, removeOwnLeftover(path) { continue }
            close(descriptor)
            unlink(own)
            if code == EEXIST || code == ENOENT { return nil }
            throw FileFault("lock", path, code: code)
        }
        return nil
    }

    private init(path: String, descriptor: Int32, calls: FileCalls) {
        self.path = path
        self.descriptor = descriptor
        self.calls = calls
    }

    deinit {
        // Removed first: who finds no lock of the kernel on it takes it for a leftover.
        _ = calls.unlink(path)
        close(descriptor)
    }

    /// Since when another program's lock has been there, in seconds; nil where there is none.
    static func age(for file: String, at now: Timestamp) -> Double? {
        var status = stat()
        guard lstat("\(file).lock", &status) == 0 else { return nil }
        return Double(now.milliseconds) / 1000 - Double(status.st_mtim.tv_sec)
    }

    /// Removes a lock that a process of Sealpost left which is no more: it would keep programs from writing.
    static func removeLeftover(for file: String) {
        var status = stat()
        if lstat("\(file).lock", &status) == 0 { _ = removeOwnLeftover("\(file).lock") }
    }

    private static func removeOwnLeftover(_ path: String) -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return errno == ENOENT }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: mark.utf8.count + 1)
        let count = read(descriptor, &buffer, buffer.count)
        guard count == mark.utf8.count, buffer.prefix(count).elementsEqual(mark.utf8),
            flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { return false }
        // Only while it is locked, and is the file of that name still: two who find a leftover must not remove a third's lock.
        var (own, named) = (stat(), stat())
        guard fstat(descriptor, &own) == 0, lstat(path, &named) == 0, own.st_ino == named.st_ino,
            own.st_dev == named.st_dev
        else { return false }
        return unlink(path) == 0
    }
}
