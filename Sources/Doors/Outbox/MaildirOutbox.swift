// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// One look into an outbox that is a Maildir.
///
/// A message is taken over in three steps, of which each can be repeated after a crash: it is renamed into the folder
/// `sealpost-claimed` beside `new` and `cur`, under the spool id that it will have, which only one process can do; it is
/// accepted into the spool under that id, which happens once; the claimed file is removed. The first step is synced before
/// the second begins: a power cut that took the rename back, but not what is in the spool, would have the mail sent twice.
struct MaildirOutbox {
    let outbox: Outbox
    let spool: Spool
    let moment: Moment
    let calls: FileCalls

    /// How many mails one look takes: what comes behind them, such as sending the first ones, need not wait for thousands.
    static let batch = 250

    /// How long the folder may be gone before it is made again: whoever moved it away may be about to make another.
    static let patienceWithOwner: Double = 10

    private var claims: Claims { Claims(outbox: outbox) }
    private var folders: [String] { ["\(outbox.path)/new", "\(outbox.path)/cur"] }

    func takeOver(_ memory: inout OutboxMemory) throws(FileFault) -> OutboxIntake {
        var intake = OutboxIntake()
        guard try outbox.isFormer ? outbox.claimed.exists : isThere(&memory, &intake) else { return intake }
        // Two at once could each claim one of two names of a mail, and each take it for the only one.
        let target = try OpenFolder(outbox.claimed.path)
        guard target.locks() else {
            intake.isUnsettled = true
            intake.look(in: 1)
            return intake
        }
        do throws(FileFault) {
            if !outbox.isFormer { try claim(target, &memory, &intake) }
        } catch  where error.code == ENOENT {
            // A folder went away between two steps; what was claimed before is gone on with.
            intake.look(in: 1)
        }
        var ids = try claims.ids()
        guard !ids.isEmpty else { return intake }
        try sync()
        if try removeOtherNames(of: &ids) { try sync() }
        let terms = Readiness(outbox, at: moment)
        for id in ids { accept(id, terms, &memory, &intake) }
        _ = consume target
        return intake
    }

    /// Whether there is something to look at; what has been missing for a while is made again.
    private func isThere(_ memory: inout OutboxMemory, _ intake: inout OutboxIntake) throws(FileFault) -> Bool {
        if folders.allSatisfy({ Folder($0).exists }) {
            memory.missingSince = nil
            try outbox.claimed.create(calls: calls)
            return true
        }
        let since = memory.missingSince ?? moment.uptime
        memory.missingSince = since
        let rest = since + Self.patienceWithOwner - moment.uptime
        if rest <= 0 {
            try outbox.create()
            memory.missingSince = nil
            return true
        }
        intake.look(in: rest)
        // Of two folders one may be there.
        guard folders.contains(where: { Folder($0).exists }) else { return false }
        try outbox.claimed.create(calls: calls)
        return true
    }

    private func sync() throws(FileFault) {
        for folder in [outbox.claimed] + folders.map(Folder.init(_:)) where folder.exists {
            try folder.sync(calls: calls)
        }
    }

    // MARK: Claiming

    private func claim(
        _ target: borrowing OpenFolder, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) throws(FileFault) {
        let present = folders.filter { Folder($0).exists }
        guard present.count == 2 else {
            for path in present {
                let folder = try OpenFolder(path)
                var left = Self.batch
                claimAll(
                    try Self.candidates(in: folder), folder, target, Readiness(outbox, at: moment), &left, &memory,
                    &intake)
            }
            return
        }
        let new = try OpenFolder(present[0])
        let cur = try OpenFolder(present[1])
        var candidates = [try Self.candidates(in: new), try Self.candidates(in: cur)]
        guard candidates.contains(where: { !$0.isEmpty }) else { return }
        let terms = Readiness(outbox, at: moment)
        var left = Self.batch
        if !candidates[0].isEmpty, !candidates[1].isEmpty {
            for pair in Self.pairs(&candidates) {
                left -= claim(pair, new, cur, target, terms, &memory, &intake)
            }
        }
        claimAll(candidates[0], new, target, terms, &left, &memory, &intake)
        claimAll(candidates[1], cur, target, terms, &left, &memory, &intake)
    }

    /// Claims what is ready, up to a number.
    private func claimAll(
        _ entries: [FolderEntry], _ folder: borrowing OpenFolder, _ target: borrowing OpenFolder, _ terms: Readiness,
        _ left: inout Int, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) {
        for entry in entries {
            guard left > 0 else {
                intake.hasMore = true
                return
            }
            if claim(entry, folder, target, terms, &memory, &intake) { left -= 1 }
        }
    }

    /// Claims a file if it is ready.
    func claim(
        _ entry: FolderEntry, _ folder: borrowing OpenFolder, _ target: borrowing OpenFolder, _ terms: Readiness,
        _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) -> Bool {
        isReady(entry, folder, terms, &memory, &intake) && move(entry, folder, target, terms, &memory, &intake) != nil
    }

    /// Whether a file is whole, and has been there for as long as it may be taken back.
    func isReady(
        _ entry: FolderEntry, _ folder: borrowing OpenFolder, _ terms: Readiness, _ memory: inout OutboxMemory,
        _ intake: inout OutboxIntake
    ) -> Bool {
        let key = entry.key(in: folder)
        if terms.isTooEarly(key, &memory, &intake) { return false }
        guard entry.mayBeRegular, entry.type == UInt8(DT_REG) || folder.status(of: entry)?.isRegular != false else {
            tell(ENODEV, of: entry, folder, terms, &memory, &intake)
            return false
        }
        let descriptor = folder.open(entry)
        guard descriptor >= 0 else {
            // A symbolic link may lead to what is not the writer's to send.
            if errno != ENOENT { tell(errno == ELOOP ? ENODEV : errno, of: entry, folder, terms, &memory, &intake) }
            return false
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.isRegular else {
            tell(ENODEV, of: entry, folder, terms, &memory, &intake)
            return false
        }
        switch terms.verdict(on: descriptor, status, key, &memory, &intake) {
        case .ready: return true
        case .later, .gone: return false
        case .unusable(let code):
            tell(code, of: entry, folder, terms, &memory, &intake)
            return false
        }
    }

    /// Claims a file.
    /// - Returns: The id that it has now; nil where it was not there any more, or can't be moved.
    func move(
        _ entry: FolderEntry, _ folder: borrowing OpenFolder, _ target: borrowing OpenFolder, _ terms: Readiness,
        _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) -> SpoolID? {
        let id = SpoolID(at: moment.wall)
        let code = folder.move(entry, to: target, as: id.rawValue, calls: calls) == 0 ? 0 : errno
        // A server whose answer was lost is asked again, and says that the file is not there; nobody else knows the id.
        if code == 0 || access(claims.path(id), F_OK) == 0 {
            memory[entry.key(in: folder)] = nil
            return id
        }
        // A lost race is no fault: the file was renamed, or another process was quicker.
        if code != ENOENT { tell(code, of: entry, folder, terms, &memory, &intake) }
        return nil
    }

    // MARK: Faults

    /// Tells of a file that can't be used, once, and leaves it alone for a while.
    private func tell(
        _ code: Int32, of entry: FolderEntry, _ folder: borrowing OpenFolder, _ terms: Readiness,
        _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) {
        let path = "\(folder.path)/\(entry.text)"
        let fault = SpoolFault.file(FileFault("use", path, code: code))
        terms.tell(fault, code, of: path, as: entry.key(in: folder), &memory, &intake)
    }

    // MARK: Accepting

    private func accept(
        _ id: SpoolID, _ terms: Readiness, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) {
        let path = claims.path(id)
        let key = id.rawValue.utf8CString.map(\.self)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno != ENOENT {
                terms.tell(.file(FileFault("open", path)), errno, of: path, as: key, &memory, &intake)
            }
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.isRegular else {
            return terms.tell(.file(FileFault("use", path, code: ENODEV)), ENODEV, of: path, as: key, &memory, &intake)
        }
        // Somebody may have opened it after we looked, and before it had this name.
        if terms.asksKernel, FileSettling(of: descriptor, status, age: .infinity, asksKernel: true) == .unsettled {
            intake.isUnsettled = true
            intake.look(in: 1)
            return
        }
        do throws(SpoolFault) {
            try claims.submission(id).accept(from: descriptor, into: spool, calls: calls)
            unlink(path)
            memory[key] = nil
            intake.accepted.append(id)
        } catch {
            terms.tell(error, error.code, of: path, as: key, &memory, &intake)
        }
    }
}
