// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One message file as a reading of a Maildir found it; by the time it is opened it may have been renamed.
public struct MaildirEntry: Sendable, Hashable {
    /// The folder, `new` or `cur`, with its path.
    public var folder: String
    /// The file's name there.
    public var fileName: String

    /// Makes an entry.
    public init(folder: String, fileName: String) {
        self.folder = folder
        self.fileName = fileName
    }

    /// The name, taken apart.
    public var name: MaildirName { MaildirName(fileName: fileName) }

    /// The file's path.
    public var path: String { "\(folder)/\(fileName)" }
}
