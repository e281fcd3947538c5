// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc

/// The lock that says that somebody looks at the spool: held by `sealpost watch` for its life, and by a delivery pass.
///
/// A door tries it after it has accepted a message. If it is taken, whoever has it looks at the spool once more after letting
/// go of it; if it is free, the door starts a pass and hands it the lock. So one pass is started for many doors at once, and
/// no message is left lying: either the door found the lock taken, and then the message was in the spool before the holder let
/// go of the lock and looked again; or it found it free, and has it.
///
/// Holding it is no permission: deliveries are given out by the ledger, and a second pass does no harm.
public struct PassLock: ~Copyable, Sendable {
    private let lock: FileLock

    /// The lock's file in a spool.
    public static func path(in spool: Spool) -> String { "\(spool.path)/pass.lock" }

    /// Takes the lock, or gives nil at once where somebody has it.
    public static func attempt(in spool: Spool) throws(FileFault) -> PassLock? {
        guard let lock = try FileLock.attempt(at: path(in: spool)) else { return nil }
        return PassLock(lock: lock)
    }

    /// Takes the lock, waiting for whoever has it.
    public init(waitingIn spool: Spool) throws(FileFault) {
        lock = try FileLock(at: Self.path(in: spool))
    }

    /// Takes over the lock that a door has left on standard input, which is `/dev/null` from then on.
    /// - Returns: nil where standard input is something else.
    public static func handedOver(in spool: Spool) throws(FileFault) -> PassLock? {
        guard let lock = FileLock(takingOver: STDIN_FILENO, at: path(in: spool)) else { return nil }
        // The lock is held as long as any copy of the descriptor is open, so this one must be something else.
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw FileFault("open", "/dev/null") }
        defer { close(null) }
        guard dup2(null, STDIN_FILENO) >= 0 else { throw FileFault("replace", "standard input") }
        return PassLock(lock: lock)
    }

    private init(lock: consuming FileLock) { self.lock = lock }

    /// Does something with the descriptor that holds the lock, such as handing it to a child.
    public borrowing func withDescriptor<Result>(_ body: (Int32) -> Result) -> Result { lock.withDescriptor(body) }
}
