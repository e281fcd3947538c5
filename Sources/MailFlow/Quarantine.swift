// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Ledgers
import Mail
import Maildirs
import Notices

/// Takes a file of the spool that can't be read out of everybody's way, and tells a person.
///
/// The notice comes first: it bears a name that follows from the file and from when it was put where it lies, so a repetition
/// after a crash finds it there, and a file that was put back and fails again is told of again.
struct Quarantine {
    let mailbox: Mailbox

    init(_ mailbox: Mailbox) { self.mailbox = mailbox }

    /// Puts an accepted file into quarantine.
    func take(_ id: SpoolID, because cause: QuarantineCause) throws {
        let lock = try FileLock(at: mailbox.attentionLock)
        var status = stat()
        // Another process may have been here.
        guard lstat(mailbox.spool.acceptedPath(id), &status) == 0, try !mailbox.ledger.contains(id.rawValue) else {
            return
        }
        // Putting a file back changes this time, and reading it doesn't.
        let event = "\(status.st_ctim.tv_sec)N\(status.st_ctim.tv_nsec)"
        var notice = QuarantineNotice(
            id: id.rawValue, event: event, cause: cause, path: mailbox.spool.quarantinePath(id),
            acceptedPath: mailbox.spool.acceptedPath(id), owner: NSUserName(), host: HostName.current)
        notice.enclosed = Self.contents(of: mailbox.spool.acceptedPath(id))
        let mail = notice.bytes(language: mailbox.language, hasHTML: mailbox.hasHTMLNotices, at: .now())
        let name = MaildirName(base: "\(status.st_mtim.tv_sec).\(id.rawValue)Q\(event).sealpost")
        try mailbox.notices.deliver(as: name, isRepetition: true) { (file) throws(FileFault) in try file.append(mail) }
        mailbox.log.setAside(try mailbox.spool.setAside(id, because: cause.description), cause.description)
        mailbox.readings.forget(id)
        _ = consume lock
    }

    /// The most bytes that are enclosed in a notice.
    private static let largest = 10 << 20

    /// A file as it is; nil where it can't be read, or is too large for a notice.
    private static func contents(of path: String) -> [UInt8]? {
        guard let file = try? MappedFile(path: path), file.count <= largest else { return nil }
        return file.bytes(in: 0..<file.count)
    }
}

extension QuarantineCause {
    /// What keeps a file from being read; nil where the fault is not the file's own and may pass.
    init?(_ fault: FileFault) {
        switch fault.code {
        case EBADMSG: self = .damaged
        case EACCES, EPERM, EIO, EISDIR, ELOOP, ENXIO, ENODEV: self = .unreadable(fault.description)
        default: return nil
        }
    }
}
