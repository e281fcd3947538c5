// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Maildirs

/// The header of a mail in a Maildir that other programs keep: read, not mapped, since they may change it meanwhile.
enum MailHeaderFile {
    /// A longer one is cut off.
    private static let longest = 1 << 20

    /// The mail's header, wherever the mail is by now; nil where it is gone: its reader may remove it.
    static func header(
        of entry: MaildirEntry, in maildir: Maildir
    ) throws(FileFault) -> (path: String, header: [UInt8])? {
        try read(entry, in: maildir) { (path) throws(FileFault) in try header(at: path) }
    }

    /// The whole mail, wherever it is by now.
    static func mail(_ entry: MaildirEntry, in maildir: Maildir) throws(FileFault) -> [UInt8]? {
        try read(entry, in: maildir) { (path) throws(FileFault) in try bytes(at: path) { _, _ in false } }?.1
    }

    private static func read(
        _ entry: MaildirEntry, in maildir: Maildir, _ read: (String) throws(FileFault) -> [UInt8]
    ) throws(FileFault) -> (String, [UInt8])? {
        var entry = entry
        // Who reads the folder renames files under our hands; not for ever, though.
        for _ in 0..<5 {
            do throws(FileFault) {
                return (entry.path, try read(entry.path))
            } catch  where error.code == ENOENT {
                guard let moved = try maildir.entry(named: entry.name) else { return nil }
                entry = moved
            }
        }
        return nil
    }

    /// The file's beginning, up to an empty line and somewhat further.
    private static func header(at path: String) throws(FileFault) -> [UInt8] {
        try bytes(at: path) { bytes, added in
            // An empty line may begin in the block before.
            bytes.count >= longest || endOfHeader(bytes[max(added - 3, 0)...]) != nil
        }
    }

    /// - Parameter isEnough: Told what there is, and where the last block begins.
    private static func bytes(
        at path: String, until isEnough: ([UInt8], Int) -> Bool
    ) throws(FileFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFault("open", path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 8192)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFault("read", path) }
            let start = bytes.count
            bytes += block.prefix(count)
            if count == 0 || isEnough(bytes, start) { return bytes }
        }
    }

    /// Where the header ends: behind the line before the first empty one; nil where there is no empty line.
    static func endOfHeader(_ bytes: ArraySlice<UInt8>) -> Int? {
        let (newline, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        return bytes.indices.first { index in
            guard bytes[index] == newline else { return false }
            let rest = bytes[(index + 1)...]
            return rest.first == newline || rest.starts(with: [carriage, newline])
        }.map { $0 + 1 }
    }
}
