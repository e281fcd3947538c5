// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail

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

    /// Files a message durably; flags put it into `cur`, as the format asks.
    ///
    /// - Parameters:
    ///   - isRepetition: Whether it may have been filed before, under the same name, by a process that stopped right then.
    ///     A file of that name, in `new` or `cur`, is then left as it is. Looking for it costs as much as the folder is
    ///     large, so it is done only then.
    ///   - syncsFolder: Whether the file's name is durable when this returns; if not, ``folder(of:)`` is to be synced.
    /// - Returns: Whether a file was made.
    @discardableResult
    public func deliver(
        as name: MaildirName, isRepetition: Bool = false, syncsFolder: Bool = true, calls: FileCalls = .kernel,
        _ write: (borrowing DurableFile) throws(FileFault) -> Void
    ) throws(FileFault) -> Bool {
        if isRepetition, try entry(named: name) != nil { return false }
        // A name for this attempt alone: an earlier attempt's torn file is in nobody's way. Programs that keep Maildirs
        // remove such files after 36 hours, as the format asks.
        let attempt = String(UInt32.random(in: 0 ... .max), radix: 36)
        let file = try DurableFile(at: "\(path)/tmp/\(name.base).\(attempt)", calls: calls)
        try write(file)
        let fileName = name.flags.isEmpty ? name.base : name.withFlags
        try file.commit(to: "\(folder(of: name).path)/\(fileName)", syncsFolder: syncsFolder)
        return true
    }

    /// The folder into which a message with this name is filed.
    public func folder(of name: MaildirName) -> Folder { Folder("\(path)/\(name.flags.isEmpty ? "new" : "cur")") }

    /// Takes a message out, wherever in the Maildir it is by now; nothing happens where it is gone.
    public func remove(_ name: MaildirName) throws(FileFault) {
        // Where nobody has looked at it yet no folder has to be read, which costs as much as it is large.
        if unlink("\(path)/new/\(name.base)") == 0 { return }
        // Somebody who reads the folder may rename the file between our look and our removal; not for ever, though.
        for _ in 0..<5 {
            guard let entry = try entry(named: name) else { return }
            if unlink(entry.path) == 0 { return }
            guard errno == ENOENT else { throw FileFault("remove", entry.path) }
        }
    }

    /// Removes the regular files in `tmp` at which nobody has looked, and which nobody has changed, since `time`.
    ///
    /// - Parameter part: What a name has to hold. A folder that other programs deliver into too is theirs to keep, and only
    ///   what Sealpost left there is removed.
    public func removeUnfinished(before time: Timestamp, named part: String = "") throws(FileFault) {
        let folder: OpenFolder
        do throws(FileFault) {
            folder = try OpenFolder("\(path)/tmp")
        } catch  where error.code == ENOENT {
            return
        }
        for entry in try folder.entries(where: { _ in true })
        where entry.mayBeRegular && (part.isEmpty || entry.text.contains(part)) {
            guard let status = folder.status(of: entry), status.st_mode & S_IFMT == S_IFREG else { continue }
            let last = max(status.st_atim.tv_sec, status.st_mtim.tv_sec, status.st_ctim.tv_sec)
            guard Int64(last) < time.seconds else { continue }
            guard folder.remove(entry) == 0 || errno == ENOENT else {
                throw FileFault("remove", "\(folder.path)/\(entry.text)")
            }
        }
    }
}
