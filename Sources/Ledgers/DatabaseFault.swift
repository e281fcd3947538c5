// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import GRDB

/// A database that can't be used as it is, in words for whoever can mend that.
///
/// SQLite's own words name neither the file nor what to do.
public struct DatabaseFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Sendable, Hashable {
        /// Another program has it, for longer than is waited.
        case locked
        /// There is no room on the disk.
        case full
        /// It may not be written to.
        case readOnly
        /// The file or its folder can't be opened.
        case unopenable
        /// The filesystem failed.
        case unreadable
        /// It is no SQLite database, or not whole.
        case damaged
        /// Anything else.
        case other
    }

    /// The database's file.
    public var path: String
    /// What is wrong.
    public var kind: Kind
    /// What SQLite says.
    public var text: String

    init(_ error: DatabaseError, path: String) {
        self.path = path
        kind =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
            case .SQLITE_FULL: .full
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly
            case .SQLITE_CANTOPEN: .unopenable
            case .SQLITE_IOERR: .unreadable
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
            default: .other
            }
        text = error.message ?? "\(error.extendedResultCode)"
    }

    /// What is wrong with which file, and what to do about it.
    public var description: String {
        let advice =
            switch kind {
            case .locked: "another program has it locked: find it with \"fuser \(path)\", and let it end"
            case .full: "the disk is full: make room"
            case .readOnly: "it is read-only: make it and its folder writable for this user"
            case .unopenable:
                "it can't be opened: its folder must be there and writable, and not too many files may be open"
            case .unreadable: "the filesystem fails or is full: look at \"df\" and at the kernel's log"
            case .damaged:
                "it is damaged: stop Sealpost, keep a copy of it with its -wal file, and put back one from a backup or "
                    + "what \"sqlite3 \(path) .recover\" gives"
            case .other: "it can't be used"
            }
        return "the ledger \(path): \(advice) (SQLite: \(text))"
    }
}
