// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
public import Mail
public import Maildirs

/// The door that people use by writing a mail into a Maildir folder.
///
/// A message is taken over in three steps, of which each can be repeated after a crash: it is renamed into the folder
/// `sealpost-claimed` beside `new` and `cur`, under the spool id that it will have, which only one process can do; it is
/// accepted into the spool under that id, which happens once; the claimed file is removed. The first step is synced before
/// the second begins: a power cut that took the rename back, but not what is in the spool, would have the mail sent twice.
public struct Outbox: Sendable, Hashable {
    /// The folder.
    public var maildir: Maildir

    /// Names the outbox.
    public init(_ maildir: Maildir) { self.maildir = maildir }

    private var claimed: Folder { Folder("\(maildir.path)/sealpost-claimed") }

    /// What one look into the outbox did.
    public struct Intake: Sendable {
        /// The messages that were accepted.
        public var accepted: [SpoolID] = []
        /// What went wrong with which file; such a file stays where it is and is tried again.
        public var faults: [(path: String, fault: SpoolFault)] = []
        /// Whether some file is still being written, so that another look is worth while soon.
        public var isUnsettled = false
    }

    /// Creates what is missing of the folders.
    public func create() throws(FileFault) {
        try maildir.create()
        try claimed.create()
    }

    /// Takes over all messages that are ready; drafts and trashed ones are left alone.
    public func takeOver(
        into spool: Spool, now: Timestamp = .now(), calls: FileCalls = .kernel
    ) throws(FileFault) -> Intake {
        var intake = Intake()
        try create()
        for entry in try maildir.entries() where entry.name.flags.isDisjoint(with: ["D", "T"]) {
            switch FileSettling(of: entry.path, now: now.seconds) {
            case .settled:
                let claim = "\(claimed.path)/\(SpoolID(at: now).rawValue)"
                // Only a lost race is no fault: the file was renamed, or another process was quicker.
                if rename(entry.path, claim) != 0, errno != ENOENT {
                    intake.faults.append((entry.path, .file(FileFault("take over", entry.path))))
                }
            case .unsettled: intake.isUnsettled = true
            case .gone: break
            case .unusable(let code):
                intake.faults.append((entry.path, .file(FileFault("use", entry.path, code: code))))
            }
        }
        let ids = try claimed.names().compactMap(SpoolID.init(rawValue:))
        guard !ids.isEmpty else { return intake }
        for folder in [claimed, Folder("\(maildir.path)/new"), Folder("\(maildir.path)/cur")] {
            try folder.sync(calls: calls)
        }
        for id in ids { accept(id, into: spool, calls, &intake) }
        return intake
    }

    private func accept(_ id: SpoolID, into spool: Spool, _ calls: FileCalls, _ intake: inout Intake) {
        let path = "\(claimed.path)/\(id.rawValue)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno != ENOENT { intake.faults.append((path, .file(FileFault("open", path)))) }
            return
        }
        defer { close(descriptor) }
        let envelope = Envelope(readsRecipientsFromHeader: true)
        var submission = Submission(entry: SpoolEntry(door: .outbox, envelope: envelope, origin: maildir.path), id: id)
        submission.sizeLimit = .max
        submission.refusesUnaddressed = false
        do throws(SpoolFault) {
            try submission.accept(from: descriptor, into: spool, calls: calls)
            unlink(path)
            intake.accepted.append(id)
        } catch {
            intake.faults.append((path, error))
        }
    }
}
