// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
public import Glibc

/// Whether a file that others write is whole by now.
///
/// Asks the kernel whether anybody has the file open for writing: a read lease is granted only if nobody has. Programs that
/// deliver by rename or link are through by then; one that writes in place is not. Where leases are not to be had (another
/// owner's file), or say nothing (a network filesystem, on which others write through another kernel), it has to have been
/// left alone for a while. fcntl(2), F_SETLEASE.
public enum FileSettling: Sendable, Hashable {
    /// Nobody writes to it.
    case settled
    /// Somebody writes to it, or created it and has not begun.
    case unsettled
    /// There is no regular file of that name any more.
    case gone
    /// It is there, and can't be used: errno(3), or `ENODATA` where it has been empty for long.
    case unusable(Int32)

    /// How long a file must have been left alone where the kernel can't tell, in seconds.
    public static let patience: Double = 5

    /// How long a file may be empty before nobody will write to it any more, in seconds.
    static let longestStart: Double = 600

    /// Looks at the file at `path`, at `now` in seconds since 1970.
    public init(of path: String, now: Int64) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            self = errno == ENOENT ? .gone : .unusable(errno)
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            self = .gone
            return
        }
        self.init(of: descriptor, status, age: Double(now - Int64(status.st_mtim.tv_sec)), asksKernel: true)
    }

    /// Looks at a regular file that is open for reading.
    ///
    /// - Parameters:
    ///   - age: How long ago it was changed, in seconds.
    ///   - asksKernel: Whether the kernel knows of all who write.
    public init(of descriptor: Int32, _ status: stat, age: Double, asksKernel: Bool) {
        // A file that was created and not yet written to is somebody's first step.
        if status.st_size == 0 {
            self = age >= Self.longestStart ? .unusable(ENODATA) : .unsettled
        } else if asksKernel, sealpost_lease(descriptor) == 0 {
            _ = sealpost_unlease(descriptor)
            self = .settled
        } else if asksKernel, errno == EAGAIN {
            self = .unsettled
        } else {
            self = age >= Self.patience ? .settled : .unsettled
        }
    }
}
