// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Glibc

/// The system calls by which files become durable, replaceable one by one so that tests can make each of them fail.
///
/// All take and return what the C functions do, `errno` included.
public struct FileCalls: Sendable {
    /// open(2).
    public var open: @Sendable (String, Int32, mode_t) -> Int32
    /// write(2).
    public var write: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int
    /// fsync(2).
    public var fsync: @Sendable (Int32) -> Int32
    /// close(2).
    public var close: @Sendable (Int32) -> Int32
    /// rename(2).
    public var rename: @Sendable (String, String) -> Int32
    /// renameat(2).
    public var renameat: @Sendable (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>) -> Int32
    /// ftruncate(2).
    public var ftruncate: @Sendable (Int32, off_t) -> Int32
    /// link(2).
    public var link: @Sendable (String, String) -> Int32
    /// unlink(2).
    public var unlink: @Sendable (String) -> Int32

    /// The kernel's own.
    public static let kernel = FileCalls(
        open: { Glibc.open($0, $1, $2) },
        write: { Glibc.write($0, $1, $2) },
        fsync: { Glibc.fsync($0) },
        close: { Glibc.close($0) },
        rename: { Glibc.rename($0, $1) },
        renameat: { Glibc.renameat($0, $1, $2, $3) },
        ftruncate: { Glibc.ftruncate($0, $1) },
        link: { Glibc.link($0, $1) },
        unlink: { Glibc.unlink($0) }
    )
}
