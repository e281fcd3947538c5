// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A lock between processes, held as long as the value lives: flock(2) on a file of its own.
///
/// The kernel lets go of it when the process ends in whatever way, so that no stale lock ever needs a person.
public struct FileLock: ~Copyable {
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

    deinit { close(descriptor) }
}
