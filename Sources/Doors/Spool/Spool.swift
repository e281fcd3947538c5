// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
import Mail

/// The folder in which accepted messages lie until they are dealt with, one file each.
///
/// `tmp/` holds what is being written, `new/` what is accepted. A file in `new/` never changes: what becomes of the message
/// stands in the ledger, and the file goes when nothing more can happen to it.
public struct Spool: Sendable, Hashable {
    /// The folder.
    public let path: String

    /// Names the spool at `path`; ``create()`` makes it.
    public init(_ path: String) { self.path = path }

    /// The folder of accepted messages.
    public var accepted: Folder { Folder("\(path)/new") }

    /// Creates what is missing of the spool, for its owner alone.
    public func create() throws(FileFault) {
        for name in ["tmp", "new"] { try Folder("\(path)/\(name)").create() }
    }

    /// Accepts one message durably: when this returns, a power cut does not take it back.
    ///
    /// - Parameters:
    ///   - id: The name it gets; nothing happens where the spool holds a message of that name already.
    ///   - write: Appends the message's bytes to the file it is given.
    public func accept(
        _ entry: SpoolEntry, as id: SpoolID = SpoolID(), calls: FileCalls = .kernel,
        _ write: (borrowing DurableFile) throws(SpoolFault) -> Void
    ) throws(SpoolFault) {
        if let text = entry.unwritable { throw .badAddress(text) }
        if try SpoolFault.wrapping({ () throws(FileFault) in try existingFile(id) }) { return }
        let file = try SpoolFault.wrapping { () throws(FileFault) in
            try DurableFile(at: "\(path)/tmp/\(id.rawValue)", calls: calls)
        }
        try SpoolFault.wrapping { () throws(FileFault) in try file.append(Array(entry.preamble.utf8)) }
        try write(file)
        do throws(FileFault) {
            try file.commit(to: filePath(id))
        } catch {
            throw .file(error)
        }
    }

    /// The path of an accepted message's file.
    public func filePath(_ id: SpoolID) -> String { "\(accepted.path)/\(id.rawValue)" }

    /// The messages in the spool, oldest first.
    public func ids() throws(FileFault) -> [SpoolID] {
        try accepted.names().compactMap(SpoolID.init(rawValue:)).sorted { $0.rawValue < $1.rawValue }
    }

    /// Whether no door is at work on the file any more: its writer has synced it and has gone.
    ///
    /// A file is visible a moment before it is durable; who acted on it in that moment could send a mail whose writer is
    /// told that it was not accepted, and sends it again.
    public func isSettled(_ id: SpoolID) -> Bool {
        let descriptor = open(filePath(id), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Removes a message that is done with.
    public func remove(_ id: SpoolID) throws(FileFault) {
        guard unlink(filePath(id)) == 0 || errno == ENOENT else { throw FileFault("remove", filePath(id)) }
    }

    private func existingFile(_ id: SpoolID) throws(FileFault) -> Bool {
        if access(filePath(id), F_OK) == 0 { return true }
        guard errno == ENOENT else { throw FileFault("look for", filePath(id)) }
        return false
    }
}
