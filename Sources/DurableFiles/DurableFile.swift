// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that is either wholly there under its final name, or not there at all.
///
/// It is written under a temporary name, synced, moved to its final name, and the folder of that name is synced: after
/// ``commit(to:replacing:)`` has returned, a power cut does not take it back. That costs two syncs, the fewest that hold.
/// A file that is not committed is removed when the value goes away.
///
/// Until then the file is locked (flock(2)): a reader that respects the lock never acts on a file whose writer may still
/// say that writing it failed.
public struct DurableFile: ~Copyable {
    private let calls: FileCalls
    private let temporaryPath: String
    private let descriptor: Int32
    private var isCommitted = false

    /// Creates the file under its temporary name, which must not exist, readable by its owner alone.
    public init(at temporaryPath: String, calls: FileCalls = .kernel) throws(FileFault) {
        let descriptor = calls.open(temporaryPath, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault("create", temporaryPath) }
        self.calls = calls
        self.temporaryPath = temporaryPath
        self.descriptor = descriptor
        // Nobody else knows the file yet, so this never waits; a filesystem without locks has no local readers either.
        _ = flock(descriptor, LOCK_EX)
    }

    /// Writes all of `bytes` at the end of the file: write(2), repeated after short writes and signals.
    public borrowing func append(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = calls.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw FileFault("write", temporaryPath)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Writes all of `bytes` at the end of the file.
    public borrowing func append(_ bytes: [UInt8]) throws(FileFault) {
        try bytes.span.withUnsafeBytes { (buffer) throws(FileFault) in try append(buffer) }
    }

    /// Makes the file durable under `path`, on the same filesystem.
    ///
    /// With `replacing` a file of that name is replaced (rename(2)); without, it stays and the call fails with `EEXIST`
    /// (link(2), then unlink(2)), which tells a repeated delivery from a new one.
    /// - Parameters:
    ///   - syncsFolder: Whether the name is made durable too; who commits many files to one folder may sync it once for all.
    ///   - confirming: What has to succeed once the file is durable, while it is still locked; where it fails, the file is
    ///     taken back.
    public consuming func commit(
        to path: String, replacing: Bool = true, syncsFolder: Bool = true,
        confirming: (() throws(FileFault) -> Void)? = nil
    ) throws(FileFault) {
        guard calls.fsync(descriptor) == 0 else { throw FileFault("sync", temporaryPath) }
        if replacing {
            guard calls.rename(temporaryPath, path) == 0 else { throw FileFault("rename to", path) }
        } else {
            guard calls.link(temporaryPath, path) == 0 else { throw FileFault("link to", path) }
        }
        do throws(FileFault) {
            if syncsFolder { try Folder(parentOf: path).sync(calls: calls) }
        } catch {
            // Visible but not durable: taken back, so that "failed" means "not there".
            _ = calls.unlink(path)
            throw error
        }
        do throws(FileFault) {
            try confirming?()
        } catch {
            _ = calls.unlink(path)
            // A power cut must not bring back what the caller is told was not kept; if this fails too, it might.
            try? Folder(parentOf: path).sync(calls: calls)
            throw error
        }
        isCommitted = replacing
    }

    deinit {
        _ = calls.close(descriptor)
        if !isCommitted { _ = calls.unlink(temporaryPath) }
    }
}
