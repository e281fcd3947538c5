// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One file of a dossier: where it lies in it, and its bytes, which are made while they are written.
public struct DossierFile: Sendable {
    /// Gives the bytes in pieces.
    public typealias Writer = @Sendable (_ append: ([UInt8]) throws -> Void) throws -> Void

    /// Its path in the dossier: ASCII, with `/` between folders.
    public let path: String
    /// Gives the same bytes each time.
    public let write: Writer

    /// Makes a file of what `write` gives.
    public init(_ path: String, _ write: @escaping Writer) {
        self.path = path
        self.write = write
    }

    /// Makes a file of bytes, which may lie in a mapped file.
    public init(_ path: String, bytes: any MessageBytes) {
        self.init(path) { append in
            for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
                try append(bytes.bytes(in: start..<min(start + 1 << 16, bytes.count)))
            }
        }
    }

    /// Makes a file of text.
    public init(_ path: String, text: String) { self.init(path, bytes: Array(text.utf8)) }
}
