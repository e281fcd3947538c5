// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A system call on a file that failed.
public struct FileError: Error, Hashable, CustomStringConvertible {
    /// What was tried.
    public enum Action: String, Sendable {
        /// open(2).
        case open
        /// read(2), fstat(2).
        case read
        /// mmap(2).
        case map
        /// write(2), close(2).
        case write
    }

    /// What was tried.
    public var action: Action
    /// The file.
    public var path: String
    /// The error number of the system: errno(3).
    public var code: Int32

    /// Makes an error.
    public init(_ action: Action, path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// A phrase for a person: `can't open /x/y: No such file or directory`.
    public var description: String { "can't \(action.rawValue) \(path): \(String(cString: strerror(code)))" }
}
