// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc

/// All that came in on a descriptor, in a file without a name that goes with the value.
///
/// So nothing of a message is accepted before its end has been seen, and it can be read twice without being in memory.
public final class InputCopy: Sendable {
    /// How long whoever writes the message may take, and how much it may be.
    ///
    /// Postfix bounces a mail whose command takes longer than 1000 seconds.
    public struct Limits: Sendable {
        /// Without a byte, in milliseconds.
        public var silence: Int
        /// From the first byte to the last, in milliseconds.
        public var whole: Int
        /// In bytes.
        public var size: Int

        /// Makes limits; five minutes without a byte, ten for all.
        public init(silence: Int = 300_000, whole: Int = 600_000, size: Int = Submission.standardSizeLimit) {
            self.silence = silence
            self.whole = whole
            self.size = size
        }
    }

    /// The file, to be read from its beginning.
    public let descriptor: Int32

    private static let chunkSize = 64 << 10

    /// Reads `source` to its end.
    /// - Parameters:
    ///   - folder: Where the file is, until it has no name any more.
    ///   - stop: A descriptor that can be read as soon as the reading is to end; -1 if there is none.
    public init(
        of source: Int32, in folder: Folder, limits: Limits = Limits(), stop: Int32 = -1, calls: FileCalls = .kernel
    ) throws(SpoolFault) {
        let path = "\(folder.path)/\(SpoolID().rawValue).input"
        descriptor = calls.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(FileFault("create", path)) }
        guard calls.unlink(path) == 0 else { throw .file(FileFault("remove", path)) }
        try copy(source, limits, stop, path, calls)
        try rewind()
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Goes back to the beginning: lseek(2).
    public func rewind() throws(SpoolFault) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .input(errno) }
    }

    /// The bytes, mapped.
    public func mapped() throws(SpoolFault) -> MappedFile {
        try SpoolFault.wrapping { () throws(FileFault) in
            try MappedFile(descriptor: descriptor, path: "the message")
        }
    }

    private func copy(
        _ source: Int32, _ limits: Limits, _ stop: Int32, _ path: String, _ calls: FileCalls
    ) throws(SpoolFault) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkSize, alignment: 16)
        defer { chunk.deallocate() }
        let end = Deadline(milliseconds: limits.whole)
        var total = 0
        while true {
            try Self.wait(for: source, limits, until: end, stop)
            let count = read(source, chunk.baseAddress, chunk.count)
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                throw .input(errno)
            }
            if count == 0 { break }
            total += count
            // What is too much is read to its end all the same: a caller that can't get rid of it takes that for the fault.
            guard total <= limits.size else { continue }
            try write(UnsafeRawBufferPointer(rebasing: chunk[..<count]), path, calls)
        }
        guard total <= limits.size else { throw .tooLarge(limit: limits.size) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, _ path: String, _ calls: FileCalls) throws(SpoolFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = calls.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw .file(FileFault("write", path))
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Waits until there is something to read, or the end: poll(2).
    private static func wait(
        for source: Int32, _ limits: Limits, until end: Deadline, _ stop: Int32
    ) throws(SpoolFault) {
        let silence = Deadline(milliseconds: limits.silence)
        while true {
            let left = min(silence.left, end.left)
            guard left > 0 else { throw .stalled(seconds: (end.left > 0 ? limits.silence : limits.whole) / 1000) }
            var waiting = [
                pollfd(fd: source, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waiting, 2, left)
            if ready < 0, errno != EINTR { throw .input(errno) }
            if ready > 0, waiting[1].revents != 0 { throw .interrupted }
            if ready > 0 { return }
        }
    }
}
