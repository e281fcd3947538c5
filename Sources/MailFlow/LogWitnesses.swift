// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
public import Ledgers
import Mail
public import Maildirs
import Notices

/// The notices in some Maildirs, each of which says what the ledger's log was when it was written.
///
/// Whoever rewrites the log can rewrite what lies beside it too, but not the notices that others have by then.
public struct LogWitnesses: Sendable {
    /// A mail that says something of the log.
    public struct Witness: Sendable, Hashable {
        /// Where it lies.
        public var path: String
        /// The message's id as the notice has it.
        public var message: String
        /// The log's head by the notice; nil where the field holds something else.
        public var head: LogHead?
    }

    private let maildirs: [Maildir]

    /// Names the Maildirs; their folders must be there.
    public init(in maildirs: [Maildir]) { self.maildirs = maildirs }

    /// Gives each mail that says something of the log, and each that can't be read; other mails are passed over.
    ///
    /// One header at a time is held. Throws what `body` throws, and ``FileFault`` where a Maildir can't be read.
    public func forEach(_ body: (Result<Witness, FileFault>) throws -> Void) throws {
        for maildir in maildirs {
            for entry in try maildir.entries() {
                if let found = Self.witness(entry, in: maildir) { try body(found) }
            }
        }
    }

    private static func witness(_ entry: MaildirEntry, in maildir: Maildir) -> Result<Witness, FileFault>? {
        do throws(FileFault) {
            guard let (path, header) = try MailHeaderFile.header(of: entry, in: maildir) else { return nil }
            return LoggedNotice(header: header).map { notice in
                .success(Witness(path: path, message: notice.message, head: LogHead(notice.log)))
            }
        } catch {
            return .failure(error)
        }
    }

}
