// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

/// One look into an outbox that is an mbox: a file to which programs append one message after the other.
///
/// The file is locked as mail programs lock it for each other, and left alone where one of them holds a lock. Under the
/// locks all of it is copied, and the file is emptied; it is never moved, since a program may have it open already and be
/// waiting for the lock. The copy has a name that says how far that came, in the folder `FILE.sealpost-claimed`:
///
/// 1. `.ID`: being written; it means nothing.
/// 2. `ID.copied`: whole and durable. The file holds the same, or is emptied; which of them it is can be seen.
/// 3. `ID`: the file is emptied, durably. Only now are messages accepted, under ids that follow from this one, so that each
///    is accepted once however often that is repeated. Then the copy goes.
struct MboxOutbox {
    let outbox: Outbox
    let spool: Spool
    let moment: Moment
    let calls: FileCalls

    /// After how many seconds a lock of another program is told of.
    static let patienceWithLocks: Double = 600

    private var claims: Claims { Claims(outbox: outbox) }
    private var key: [CChar] { outbox.path.utf8CString.map(\.self) }

    func takeOver(_ memory: inout OutboxMemory) throws(FileFault) -> OutboxIntake {
        var intake = OutboxIntake()
        guard !outbox.isFormer || outbox.claimed.exists else { return intake }
        try outbox.claimed.create(calls: calls)
        DotLock.removeLeftover(for: outbox.path)
        let terms = Readiness(outbox, at: moment)
        if try isReady(terms, &memory, &intake) { try take(terms, &memory, &intake) }
        var left = MaildirOutbox.batch
        for id in try claims.ids() { accept(id, terms, &left, &memory, &intake) }
        return intake
    }

    /// Whether there is something in the file that can be taken, or something to go on with.
    private func isReady(
        _ terms: Readiness, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) throws(FileFault) -> Bool {
        let isUnfinished = try outbox.claimed.names().contains { $0.hasSuffix(Self.copied) }
        if outbox.isFormer { return isUnfinished }
        if terms.isTooEarly(key, &memory, &intake) { return isUnfinished }
        let descriptor = open(outbox.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            if code != ENOENT { tell(FileFault("open", outbox.path, code: code), terms, &memory, &intake) }
            return isUnfinished
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.isRegular else {
            tell(FileFault("use", outbox.path, code: ENODEV), terms, &memory, &intake)
            return false
        }
        // Emptied by us, or not yet written to: nothing that anybody waits for.
        guard status.st_size > 0 else { return isUnfinished }
        switch terms.verdict(on: descriptor, status, key, &memory, &intake) {
        case .ready: return true
        case .later, .gone: return isUnfinished
        case .unusable(let code):
            tell(FileFault("use", outbox.path, code: code), terms, &memory, &intake)
            return isUnfinished
        }
    }

    private func tell(
        _ fault: FileFault, _ terms: Readiness, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) {
        terms.tell(.file(fault), fault.code, of: outbox.path, as: key, &memory, &intake)
    }

    // MARK: Taking

    private static let copied = ".copied"

    /// Empties the file into a claim, under its locks.
    private func take(
        _ terms: Readiness, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) throws(FileFault) {
        let descriptor = open(outbox.path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 || errno == ENOENT else { throw FileFault("open", outbox.path) }
        defer { if descriptor >= 0 { close(descriptor) } }
        // In mutt's order: two that take them in different orders would wait for each other.
        guard descriptor < 0 || isLocked(descriptor),
            let lock = try DotLock.attempt(for: outbox.path, by: outbox.claimed, calls: calls)
        else {
            intake.isUnsettled = true
            intake.look(in: 1)
            let age = DotLock.age(for: outbox.path, at: moment.wall) ?? 0
            guard age > Self.patienceWithLocks else { return }
            let text =
                "\(outbox.path).lock is there for more than ten minutes: "
                + "remove it if no program is writing to \(outbox.path)"
            return terms.tell(.unusable(text), -2, of: outbox.path, as: key, &memory, &intake)
        }
        try withExtendedLifetime(lock) { () throws(FileFault) in
            removeTorn()
            try finishOthers(descriptor)
            guard descriptor >= 0, isStillThere(descriptor), !outbox.isFormer else { return }
            do throws(SpoolFault) {
                try copyAndEmpty(descriptor, &memory)
            } catch .file(let fault) {
                throw fault
            } catch {
                terms.tell(error, -3, of: outbox.path, as: key, &memory, &intake)
            }
        }
    }

    /// Takes the kernel's locks on the file, or gives up at once.
    private func isLocked(_ descriptor: Int32) -> Bool {
        guard FileLock.takes(wholeOf: descriptor) else { return false }
        // On network filesystems the kernel makes one kind of the other, and we would wait for ourselves.
        return Filesystem(of: outbox.path) == .shared || flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// Whether the file that is open is the one of that name.
    private func isStillThere(_ descriptor: Int32) -> Bool {
        var (own, named) = (stat(), stat())
        return fstat(descriptor, &own) == 0 && stat(outbox.path, &named) == 0 && own.st_ino == named.st_ino
            && own.st_dev == named.st_dev
    }

    /// Removes what a killed process was about to write.
    private func removeTorn() {
        guard let folder = opendir(outbox.claimed.path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.count > 2, name.hasPrefix(".") else { continue }
            let path = "\(outbox.claimed.path)/\(name)"
            // What another process is just about to make its lock of is locked by it.
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
            if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            if descriptor >= 0 { close(descriptor) }
        }
    }

    /// Goes on with what a process began that is no more.
    private func finishOthers(_ descriptor: Int32) throws(FileFault) {
        for name in try outbox.claimed.names() where name.hasSuffix(Self.copied) {
            guard let id = SpoolID(rawValue: String(name.dropLast(Self.copied.count))) else { continue }
            let path = claims.path(id) + Self.copied
            if try begins(descriptor, with: path) {
                // The file was not emptied, so that nothing of the copy was ever accepted: it is made anew.
                guard calls.unlink(path) == 0 || errno == ENOENT else { throw FileFault("remove", path) }
                try outbox.claimed.sync(calls: calls)
            } else {
                try finish(id, descriptor)
            }
        }
    }

    /// Whether the file begins with all that another holds.
    private func begins(_ descriptor: Int32, with path: String) throws(FileFault) -> Bool {
        guard descriptor >= 0 else { return false }
        let file = try MappedFile(descriptor: descriptor, path: outbox.path)
        let copy = try MappedFile(path: path)
        guard copy.count > 0, file.count >= copy.count else { return false }
        return file.withBytes(in: 0..<copy.count) { file in
            copy.withBytes(in: 0..<copy.count) { copy in memcmp(file, copy) == 0 }
        }
    }

    /// Says that the file is emptied.
    private func finish(_ id: SpoolID, _ descriptor: Int32) throws(FileFault) {
        guard descriptor < 0 || calls.fsync(descriptor) == 0 else { throw FileFault("sync", outbox.path) }
        let path = claims.path(id)
        guard calls.rename(path + Self.copied, path) == 0 else { throw FileFault("rename to", path) }
        try outbox.claimed.sync(calls: calls)
    }

    private func copyAndEmpty(_ descriptor: Int32, _ memory: inout OutboxMemory) throws(SpoolFault) {
        let id = SpoolID(at: moment.wall)
        let temporaryPath = "\(outbox.claimed.path)/.\(id.rawValue)"
        let count = try SpoolFault.wrapping { () throws(FileFault) in
            let file = try DurableFile(at: temporaryPath, calls: calls)
            let count = try copy(descriptor, to: file)
            guard count > 0 else { return (0, nil as MboxReader.Unclear?) }
            if let unclear = try trouble(with: temporaryPath) { return (count, unclear) }
            try file.commit(to: claims.path(id) + Self.copied)
            return (count, nil)
        }
        if let unclear = count.1 { throw .unusable("\(outbox.path), \(unclear)") }
        guard count.0 > 0 else { return }
        try SpoolFault.wrapping { () throws(FileFault) in
            var status = stat()
            guard fstat(descriptor, &status) == 0, Int(status.st_size) == count.0 else {
                // Somebody who takes no lock has just appended something: the copy is made anew.
                _ = calls.unlink(claims.path(id) + Self.copied)
                throw FileFault("lock", outbox.path, code: EAGAIN)
            }
            guard calls.ftruncate(descriptor, 0) == 0 else { throw FileFault("empty", outbox.path) }
            try finish(id, descriptor)
        }
        memory[key] = nil
    }

    /// Copies all of a file.
    /// - Returns: How many bytes.
    private func copy(_ descriptor: Int32, to file: borrowing DurableFile) throws(FileFault) -> Int {
        var chunk = [UInt8](repeating: 0, count: 256 << 10)
        var total = 0
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(total))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFault("read", outbox.path)
            }
            if count == 0 { return total }
            try file.append(Array(chunk[..<count]))
            total += count
        }
    }

    /// What keeps a copy from being taken apart.
    private func trouble(with path: String) throws(FileFault) -> MboxReader.Unclear? {
        let file = try MappedFile(path: path)
        return file.withBytes(in: 0..<file.count) { bytes in
            do throws(MboxReader.Unclear) {
                _ = try MboxReader.messages(in: bytes)
                return nil
            } catch {
                return error
            }
        }
    }

    // MARK: Accepting

    /// Accepts the messages of a claim, as many as one look takes, and removes it after the last.
    private func accept(
        _ id: SpoolID, _ terms: Readiness, _ left: inout Int, _ memory: inout OutboxMemory,
        _ intake: inout OutboxIntake
    ) {
        let path = claims.path(id)
        let claimKey = path.utf8CString.map(\.self)
        do throws(SpoolFault) {
            let file: MappedFile
            do throws(FileFault) {
                file = try MappedFile(path: path)
            } catch  where error.code == ENOENT {
                return
            } catch {
                throw .file(error)
            }
            let isDone = try file.withBytes(in: 0..<file.count) { (bytes) throws(SpoolFault) in
                try accept(bytes, id, &left, &memory, &intake)
            }
            guard isDone else {
                intake.hasMore = true
                return
            }
            guard calls.unlink(path) == 0 || errno == ENOENT else { throw .file(FileFault("remove", path)) }
            memory.progress[id] = nil
        } catch {
            terms.tell(error, error.code, of: path, as: claimKey, &memory, &intake)
        }
    }

    /// Accepts messages.
    /// - Returns: Whether all of the claim are accepted.
    private func accept(
        _ bytes: UnsafeRawBufferPointer, _ id: SpoolID, _ left: inout Int, _ memory: inout OutboxMemory,
        _ intake: inout OutboxIntake
    ) throws(SpoolFault) -> Bool {
        let messages: [MboxReader.Message]
        do throws(MboxReader.Unclear) {
            messages = try MboxReader.messages(in: bytes)
        } catch {
            throw .unusable("\(claims.path(id)), \(error)")
        }
        for (index, message) in messages.enumerated().dropFirst(memory.progress[id] ?? 0) {
            guard left > 0 else { return false }
            left -= 1
            var text = MboxMessageText(message, in: bytes)
            let own = id.following(by: index)
            do throws(SpoolFault) {
                try claims.submission(own).accept(into: spool, calls: calls) { (output) throws(SpoolFault) in
                    text.next(into: &output)
                }
                intake.accepted.append(own)
            } catch .emptyMessage {
                // A line "From " and nothing behind it: nobody's mail.
            }
            memory.progress[id] = index + 1
        }
        return true
    }
}

/// Whether two buffers of one length hold the same: memcmp(3).
private func memcmp(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int32 {
    guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
    return Glibc.memcmp(first, second, min(left.count, right.count))
}
