// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail

/// The folder in which accepted messages lie until they are dealt with, one file each.
///
/// `tmp/` holds what is being written, `new/` what is accepted, `kept/` what the ledger knows, `bad/` what can't be read, and
/// `reading/` marks of what is being read. A file never changes: what becomes of the message stands in the ledger, and the file goes some time after nothing
/// more can happen to it.
public struct Spool: Sendable, Hashable {
    /// The folder.
    public let path: String

    /// Names the spool at `path`; ``create()`` makes it.
    public init(_ path: String) { self.path = path }

    /// The folder of accepted messages, at which the ledger has not looked yet.
    public var accepted: Folder { Folder("\(path)/new") }

    /// The folder of what is being written; what is left there for long is swept away.
    public var unfinished: Folder { Folder("\(path)/tmp") }
    private var kept: Folder { Folder("\(path)/kept") }

    /// Creates what is missing of the spool, for its owner alone.
    public func create() throws(FileFault) {
        for name in ["tmp", "new", "kept", "bad", "reading"] { try Folder("\(path)/\(name)").create() }
        try createInstance()
    }

    /// Accepts one message durably: when this returns, a power cut does not take it back.
    ///
    /// - Parameters:
    ///   - id: The name it gets; nothing happens where the spool holds a message of that name already.
    ///   - review: Looks at the message before it is accepted; without it every message is.
    ///   - write: Appends the message's bytes to the file it is given.
    /// - Returns: Whether it is accepted; without a review it is.
    @discardableResult
    public func accept(
        _ entry: SpoolEntry, as id: SpoolID = SpoolID(), calls: FileCalls = .kernel, review: SpoolReview? = nil,
        _ write: (borrowing DurableFile) throws(SpoolFault) -> Void
    ) throws(SpoolFault) -> Bool {
        if let text = entry.unwritable { throw .badAddress(text) }
        if try SpoolFault.wrapping({ () throws(FileFault) in try isAccepted(id, calls) }) { return true }
        // A name that nobody has used: what an attempt at the same id left behind when it was killed is in nobody's way.
        let temporaryPath = "\(unfinished.path)/\(id.rawValue).\(SpoolID().rawValue)"
        let file = try SpoolFault.wrapping { () throws(FileFault) in
            try DurableFile(at: temporaryPath, calls: calls)
        }
        try SpoolFault.wrapping { () throws(FileFault) in try file.append(Array(entry.preamble.utf8)) }
        try write(file)
        if let review {
            let written = try SpoolFault.wrapping { () throws(FileFault) in
                try SpooledMessage(id: id, path: temporaryPath)
            }
            guard try review.wants(written) else { return false }
        }
        do throws(FileFault) {
            try file.commit(to: newPath(id), confirming: review?.confirm)
        } catch {
            throw .file(error)
        }
        return true
    }

    /// The accepted messages at which the ledger has not looked yet, oldest first.
    public func newIDs() throws(FileFault) -> [SpoolID] {
        try accepted.names().compactMap(SpoolID.init(rawValue:)).sorted { $0.rawValue < $1.rawValue }
    }

    /// Maps a message's file, wherever it is by now, and reads its preamble.
    /// - Throws: A fault with `EBADMSG` where the file is none of a spool.
    public func open(_ id: SpoolID) throws(FileFault) -> SpooledMessage {
        do throws(FileFault) {
            return try SpooledMessage(id: id, path: keptPath(id))
        } catch  where error.code == ENOENT {
            do throws(FileFault) {
                return try SpooledMessage(id: id, path: newPath(id))
            } catch  where error.code == ENOENT {
                // Between the two it may have been moved from the one to the other.
                return try SpooledMessage(id: id, path: keptPath(id))
            }
        }
    }

    /// Moves a message that the ledger knows out of the way of the next look.
    public func keep(_ id: SpoolID) throws(FileFault) {
        guard rename(newPath(id), keptPath(id)) == 0 || errno == ENOENT else {
            throw FileFault("move to", keptPath(id))
        }
    }

    /// Whether no door is at work on the file any more: its writer has synced it and has gone.
    ///
    /// A file is visible a moment before it is durable; who acted on it in that moment could send a mail whose writer is
    /// told that it was not accepted, and sends it again.
    public func isSettled(_ id: SpoolID) -> Bool {
        let descriptor = Glibc.open(newPath(id), O_RDONLY | O_CLOEXEC)
        // What can't be read is for whoever opens it to say.
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// The accepted messages at which the ledger has not looked yet and no door is at work any more; none where the folder can't
    /// be read.
    public var settledIDs: Set<SpoolID> { Set((try? newIDs().filter(isSettled)) ?? []) }

    /// Removes what doors left unfinished that were killed.
    ///
    /// That is, files that nobody has written to since `time`, and at which no door is at work. Whoever called such a door was
    /// not told that the message was accepted.
    public func removeUnfinished(before time: Timestamp) throws(FileFault) {
        for name in try unfinished.names() {
            let file = "\(unfinished.path)/\(name)"
            let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, Int64(status.st_mtim.tv_sec) < time.seconds,
                flock(descriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            guard unlink(file) == 0 || errno == ENOENT else { throw FileFault("remove", file) }
        }
    }

    /// Removes a message that is done with.
    public func remove(_ id: SpoolID) throws(FileFault) {
        for path in [keptPath(id), newPath(id)] {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileFault("remove", path) }
        }
    }

    private func newPath(_ id: SpoolID) -> String { "\(accepted.path)/\(id.rawValue)" }
    private func keptPath(_ id: SpoolID) -> String { "\(kept.path)/\(id.rawValue)" }

    /// Whether another attempt has accepted the message, durably: it may still take it back.
    private func isAccepted(_ id: SpoolID, _ calls: FileCalls) throws(FileFault) -> Bool {
        guard try exists(id) else { return false }
        guard access(newPath(id), F_OK) == 0 else { return true }
        guard isSettled(id) else { throw FileFault("wait for", newPath(id), code: EAGAIN) }
        try accepted.sync(calls: calls)
        return try exists(id)
    }

    private func exists(_ id: SpoolID) throws(FileFault) -> Bool {
        for path in [newPath(id), keptPath(id)] {
            if access(path, F_OK) == 0 { return true }
            guard errno == ENOENT else { throw FileFault("look for", path) }
        }
        return false
    }
}
