// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
import Mail

/// A mailbox in Maildir format.
///
/// cr.yp.to/proto/maildir.html. libetpan's own Maildir driver is not used: it misses messages that arrive within one
/// second and dies on a full disk.
public struct Maildir: Sendable, Hashable {
    /// The folder that holds `tmp`, `new` and `cur`.
    public var path: String

    /// Names the Maildir at `path`; it need not exist.
    public init(_ path: String) { self.path = path }

    /// Creates what is missing of the Maildir, for its owner alone.
    public func create() throws(FileFault) {
        for name in ["tmp", "new", "cur"] { try Folder("\(path)/\(name)").create() }
    }

    /// The messages in `new` and `cur`.
    public func entries() throws(FileFault) -> [MaildirEntry] {
        var entries: [MaildirEntry] = []
        for folder in ["new", "cur"] {
            for name in try Folder("\(path)/\(folder)").names() {
                entries.append(MaildirEntry(folder: "\(path)/\(folder)", fileName: name))
            }
        }
        return entries
    }

    /// The message with this name, whatever flags it has and wherever it was moved to within the Maildir.
    public func entry(named name: MaildirName) throws(FileFault) -> MaildirEntry? {
        try entries().first { $0.name.key == name.key }
    }

    /// Files a message durably, once per name.
    ///
    /// A name that is there already, in `new` or `cur`, is left as it is: whoever repeats a delivery after a crash
    /// repeats it with the same name. Flags put the file into `cur`, as the format asks.
    /// - Returns: Whether a file was made.
    @discardableResult
    public func deliver(
        as name: MaildirName, calls: FileCalls = .kernel,
        _ write: (borrowing DurableFile) throws(FileFault) -> Void
    ) throws(FileFault) -> Bool {
        if try entry(named: name) != nil { return false }
        let temporaryPath = "\(path)/tmp/\(name.base)"
        // What lies there is our own torn attempt from before a crash: nobody else uses this name.
        _ = calls.unlink(temporaryPath)
        let file = try DurableFile(at: temporaryPath, calls: calls)
        try write(file)
        try file.commit(to: name.flags.isEmpty ? "\(path)/new/\(name.base)" : "\(path)/cur/\(name.withFlags)")
        return true
    }

    /// Takes a message out, wherever in the Maildir it is by now; nothing happens where it is gone.
    public func remove(_ name: MaildirName) throws(FileFault) {
        guard let entry = try entry(named: name) else { return }
        guard unlink(entry.path) == 0 || errno == ENOENT else { throw FileFault("remove", entry.path) }
    }
}
