// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
public import Mail

/// A file mapped into memory for reading.
///
/// A message of any size costs only the pages that are looked at. The mapping is private, and the programs never change a
/// message in place; a file that somebody else truncates while it is mapped ends the process with SIGBUS, as it does for
/// every program that maps files, so only files that no other program writes to are mapped: mmap(2).
public final class MappedFile: MessageBytes, Sendable {
    /// How many bytes there are.
    public let count: Int
    /// The address as a number: a pointer is not Sendable, and the bytes behind this one never change.
    private let address: UInt

    /// Maps the file at `path`; throws ``FileFault`` where it can't be opened or mapped.
    public convenience init(path: String) throws(FileFault) {
        // A pipe of that name must not keep us waiting for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFault("open", path) }
        defer { close(descriptor) }
        try self.init(descriptor: descriptor, path: path)
    }

    /// Maps the regular file behind an open descriptor, which stays the caller's; `path` is for errors alone.
    public init(descriptor: Int32, path: String) throws(FileFault) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFault("read", path) }
        if status.st_mode & S_IFMT == S_IFDIR { throw FileFault("read", path, code: EISDIR) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileFault("read", path, code: ENODEV) }
        guard let length = Int(exactly: status.st_size) else { throw FileFault("map", path, code: EFBIG) }
        count = length
        // A mapping of no bytes is an error to mmap(2), and an empty message none to us.
        guard length > 0 else {
            address = 0
            return
        }
        guard let base = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
            throw FileFault("map", path)
        }
        address = UInt(bitPattern: base)
    }

    deinit {
        if count > 0 { munmap(UnsafeMutableRawPointer(bitPattern: address), count) }
    }

    /// Calls `body` with the bytes of `range`.
    public func withBytes<Result, Failure: Error>(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range outside the mapped file")
        let whole = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(rebasing: whole[range]))
    }

    /// Drops the pages of `range`, which come back from the file when they are looked at again: madvise(2).
    public func release(_ range: Range<Int>) {
        let page = Int(getpagesize())
        let start = range.lowerBound / page * page
        let end = min((range.upperBound + page - 1) / page * page, count)
        guard start < end else { return }
        // Advice: where the kernel doesn't take it, memory is all that is lost.
        madvise(UnsafeMutableRawPointer(bitPattern: address + UInt(start)), end - start, MADV_DONTNEED)
    }
}
