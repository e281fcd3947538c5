// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
import Glibc
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
            guard let (path, header) = try header(of: entry, in: maildir) else { return nil }
            return LoggedNotice(header: header).map { notice in
                .success(Witness(path: path, message: notice.message, head: LogHead(notice.log)))
            }
        } catch {
            return .failure(error)
        }
    }

    /// The mail's header, wherever the mail is by now; nil where it is gone: its reader may remove it.
    private static func header(
        of entry: MaildirEntry, in maildir: Maildir
    ) throws(FileFault) -> (path: String, header: [UInt8])? {
        var entry = entry
        // Who reads the folder renames files under our hands; not for ever, though.
        for _ in 0..<5 {
            do throws(FileFault) {
                return (entry.path, try header(at: entry.path))
            } catch  where error.code == ENOENT {
                guard let moved = try maildir.entry(named: entry.name) else { return nil }
                entry = moved
            }
        }
        return nil
    }

    /// A header that is longer is none of a notice.
    private static let longestHeader = 1 << 20

    /// The file's beginning up to an empty line: read, not mapped, since other programs keep these files.
    private static func header(at path: String) throws(FileFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFault("open", path) }
        defer { close(descriptor) }
        var header: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 8192)
        while header.count < longestHeader {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFault("read", path) }
            // An empty line may begin in the block before.
            let searched = max(header.count - 3, 0)
            header += block.prefix(count)
            if count == 0 || hasEmptyLine(header[searched...]) { break }
        }
        return header
    }

    private static func hasEmptyLine(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (newline, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        return bytes.indices.contains { index in
            guard bytes[index] == newline else { return false }
            let rest = bytes[(index + 1)...]
            return rest.first == newline || rest.starts(with: [carriage, newline])
        }
    }
}
