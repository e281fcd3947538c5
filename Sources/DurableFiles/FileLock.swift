// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A lock between processes, held as long as the value lives: flock(2) on a file of its own.
///
/// The kernel lets go of it when the process ends in whatever way, so that no stale lock ever needs a person.
public struct FileLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Takes the lock, waiting for whoever holds it.
    public init(at path: String) throws(FileFault) {
        guard let lock = try FileLock(at: path, operation: LOCK_EX) else { throw FileFault("lock", path) }
        self = lock
    }

    /// Takes the lock, or gives nil at once where another process holds it.
    public static func attempt(at path: String) throws(FileFault) -> FileLock? {
        try FileLock(at: path, operation: LOCK_EX | LOCK_NB)
    }

    /// Locks the whole of an open file as mail programs do, or gives up at once.
    ///
    /// fcntl(2) with `F_OFD_SETLK` keeps out those who ask by `F_SETLK` or lockf(3). The lock goes with the descriptor, which
    /// has to be open for writing.
    public static func takes(wholeOf descriptor: Int32) -> Bool { sealpost_lock_whole(descriptor) == 0 }

    private init?(at path: String, operation: Int32) throws(FileFault) {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault("open", path) }
        while flock(descriptor, operation) != 0 {
            if errno == EINTR { continue }
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw FileFault("lock", path, code: code)
        }
        self.descriptor = descriptor
    }

    /// Takes over a lock on the file at `path` that comes with a descriptor which somebody handed to this process.
    ///
    /// A lock belongs to the opening of the file, and is held until every copy of the descriptor is closed: the one given
    /// stays open and is the caller's to close.
    /// - Returns: nil where the descriptor is of another file, or another process has the lock.
    public init?(takingOver given: Int32, at path: String) {
        var (own, other) = (stat(), stat())
        guard fstat(given, &own) == 0, stat(path, &other) == 0, own.st_dev == other.st_dev, own.st_ino == other.st_ino,
            flock(given, LOCK_EX | LOCK_NB) == 0
        else { return nil }
        let descriptor = fcntl(given, F_DUPFD_CLOEXEC, 3)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
    }

    /// Does something with the descriptor that holds the lock, such as handing it to a child.
    public borrowing func withDescriptor<Result>(_ body: (Int32) -> Result) -> Result { body(descriptor) }

    deinit { close(descriptor) }
}
