// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CMinizip

/// A ZIP archive being written, the same bytes for the same files on every machine.
///
/// Files are stored, not compressed: what a compressor makes of them differs from one version of it to the next. All bear
/// one time, the earliest that the format has, and none an extra field.
/// zipOpen64, zipOpenNewFileInZip4_64 of minizip; APPNOTE.TXT of PKWARE, section 4.
public struct ZIPArchive: ~Copyable {
    private let archive: zipFile
    private let path: String
    private var isClosed = false

    /// Begins an archive in the file at `path`, of which nothing stays that is there.
    public init(at path: String) throws(ArchiveFault) {
        guard let archive = zipOpen64(path, APPEND_STATUS_CREATE) else {
            throw ArchiveFault(path: path, attempt: "create")
        }
        self.archive = archive
        self.path = path
    }

    /// Adds a file; its name is ASCII, with `/` between folders.
    ///
    /// A regular file that everybody may read, as a Unix system made it.
    public mutating func add(_ name: String, _ write: (_ append: ([UInt8]) throws -> Void) throws -> Void) throws {
        var info = zip_fileinfo()
        info.dosDate = Self.earliest
        info.external_fa = 0o100644 << 16
        let begun = zipOpenNewFileInZip4_64(
            archive, name, &info, nil, 0, nil, 0, nil, 0, 0, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nil, 0,
            Self.madeOnUnix, 0, 0)
        guard begun == ZIP_OK else { throw ArchiveFault(path: path, attempt: "begin \(name) in") }
        try write { bytes in
            for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
                let piece = bytes[start..<min(start + 1 << 20, bytes.count)]
                let written = piece.withUnsafeBytes { zipWriteInFileInZip(archive, $0.baseAddress, UInt32($0.count)) }
                guard written == ZIP_OK else { throw ArchiveFault(path: path, attempt: "write \(name) to") }
            }
        }
        guard zipCloseFileInZip(archive) == ZIP_OK else { throw ArchiveFault(path: path, attempt: "end \(name) in") }
    }

    /// Writes the directory and closes the file.
    public consuming func finish() throws(ArchiveFault) {
        isClosed = true
        guard zipClose(archive, nil) == ZIP_OK else { throw ArchiveFault(path: path, attempt: "complete") }
    }

    deinit { if !isClosed { zipClose(archive, nil) } }

    /// The first of January 1980, midnight.
    private static let earliest: UInt = 1 << 21 | 1 << 16
    private static let madeOnUnix: UInt = 3 << 8 | 20
}
