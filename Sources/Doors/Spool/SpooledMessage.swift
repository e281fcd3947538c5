// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
public import Mail

/// An accepted message, mapped: what the door knew, and the message's exact bytes.
public struct SpooledMessage: Sendable {
    /// The name it has in the spool.
    public let id: SpoolID
    /// What the door knew.
    public let entry: SpoolEntry
    /// The message as the door got it.
    public let bytes: any MessageBytes

    /// The most bytes that a preamble may have: a few thousand recipients.
    private static let preambleLimit = 16 << 20

    /// Maps the file at `path`.
    init(id: SpoolID, path: String) throws(FileFault) {
        let file = try MappedFile(path: path)
        let end = file.withBytes(in: 0..<min(file.count, Self.preambleLimit)) { bytes in
            Self.endOfPreamble(bytes)
        }
        guard let end else { throw FileFault("understand", path, code: EBADMSG) }
        let preamble = String(decoding: file.bytes(in: 0..<end), as: UTF8.self)
        guard let entry = SpoolEntry(preamble: preamble[...]) else {
            throw FileFault("understand", path, code: EBADMSG)
        }
        self.id = id
        self.entry = entry
        self.bytes = MessageSlice(of: file, from: end)
    }

    /// The offset after the first empty line.
    private static func endOfPreamble(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var last: UInt8 = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\n"), last == byte { return index + 1 }
            last = byte
        }
        return nil
    }
}
