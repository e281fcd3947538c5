// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// An archive that could not be written.
public struct ArchiveFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The archive.
    public var path: String
    /// What was tried, as a phrase.
    public var attempt: String

    /// Makes a fault.
    public init(path: String, attempt: String) {
        self.path = path
        self.attempt = attempt
    }

    /// `can't write a.zip`.
    public var description: String { "can't \(attempt) \(path): is the disk full?" }
}
