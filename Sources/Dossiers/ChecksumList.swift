// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Digests

/// The fingerprints of all files, in the one form that Sealpost writes and sha256sum(1) reads.
public struct ChecksumList: Sendable, Hashable {
    /// The file's name in a dossier.
    public static let fileName = "SHA256SUMS"
    /// The name of the time stamp over it.
    public static let timeStampName = "SHA256SUMS.tsr"

    /// A file and its fingerprint.
    public struct Line: Sendable, Hashable {
        /// The file's path in the dossier.
        public var path: String
        /// Its SHA-256 in hexadecimal digits.
        public var digest: String
    }

    /// The lines, by path.
    public let lines: [Line]

    /// Computes the fingerprints of files.
    public init(of files: [DossierFile]) throws {
        lines = try files.map { file in
            var digest = SHA256()
            try file.write { digest.update($0) }
            return Line(path: file.path, digest: digest.finish().hexadecimal)
        }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The text; it has no other spelling.
    public var text: String { lines.map { "\($0.digest)  \($0.path)\n" }.joined() }

    /// The SHA-256 of the text, which stands for all files.
    public var digest: Digest { SHA256.digest(of: Array(text.utf8)) }
}
