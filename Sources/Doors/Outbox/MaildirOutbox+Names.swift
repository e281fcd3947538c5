// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc

/// Which names in `new` and `cur` are mails to be sent, and which are the same mail.
extension MaildirOutbox {
    /// The mails of a folder: not those flagged as draft (D) or trashed (T).
    static func candidates(in folder: borrowing OpenFolder) throws(FileFault) -> [FolderEntry] {
        try folder.entries { name in
            // From the end: flags are few, and names are many.
            guard let colon = name.lastIndex(of: UInt8(ascii: ":")), name.count - colon >= 3,
                name[colon + 1] == UInt8(ascii: "2"), name[colon + 2] == UInt8(ascii: ",")
            else { return true }
            return !name[(colon + 3)...].contains { $0 == UInt8(ascii: "D") || $0 == UInt8(ascii: "T") }
        }
    }

    /// Takes out of the lists what is in both under one base name, as a mail is that some program is just moving from `new`
    /// to `cur` in its own way.
    static func pairs(_ candidates: inout [[FolderEntry]]) -> [(new: FolderEntry, cur: FolderEntry)] {
        var byBase: [ArraySlice<CChar>: FolderEntry] = [:]
        for entry in candidates[1] { byBase[entry.base] = entry }
        var pairs: [(new: FolderEntry, cur: FolderEntry)] = []
        for entry in candidates[0] {
            if let other = byBase[entry.base] { pairs.append((entry, other)) }
        }
        guard !pairs.isEmpty else { return [] }
        let bases = Set(pairs.map(\.new.base))
        for index in candidates.indices { candidates[index].removeAll { bases.contains($0.base) } }
        return pairs
    }

    /// Claims what has one base name in both folders: once if it is one mail, else both.
    /// - Returns: How many were claimed.
    func claim(
        _ pair: (new: FolderEntry, cur: FolderEntry), _ new: borrowing OpenFolder, _ cur: borrowing OpenFolder,
        _ target: borrowing OpenFolder, _ terms: Readiness, _ memory: inout OutboxMemory, _ intake: inout OutboxIntake
    ) -> Int {
        guard let inNew = new.status(of: pair.new), let inCur = cur.status(of: pair.cur) else {
            // One of them was renamed to the other while the folders were read.
            let first = claim(pair.new, new, target, terms, &memory, &intake)
            let second = claim(pair.cur, cur, target, terms, &memory, &intake)
            return (first ? 1 : 0) + (second ? 1 : 0)
        }
        let isReady =
            self.isReady(pair.new, new, terms, &memory, &intake) && self.isReady(pair.cur, cur, terms, &memory, &intake)
        guard isReady else { return 0 }
        if inNew.st_dev == inCur.st_dev, inNew.st_ino == inCur.st_ino {
            // The other program linked it, and has yet to remove the old name.
            return move(pair.cur, cur, target, terms, &memory, &intake) == nil ? 0 : 1
        }
        let isSame = Self.haveSameBytes(new.open(pair.new), cur.open(pair.cur))
        guard let id = move(pair.new, new, target, terms, &memory, &intake) else { return 0 }
        guard isSame else { return move(pair.cur, cur, target, terms, &memory, &intake) == nil ? 1 : 2 }
        // The copy takes the place of the original, so that there never is a moment with two of them.
        _ = cur.move(pair.cur, to: target, as: id.rawValue, calls: calls)
        return 1
    }

    /// Removes from `new` and `cur` what is the same file as a claimed one, and all but one of the claims of one file: two
    /// names are one mail.
    /// - Returns: Whether anything was removed.
    func removeOtherNames(of ids: inout [SpoolID]) throws(FileFault) -> Bool {
        var inodes: Set<UInt64> = []
        var isAnyRemoved = false
        ids = ids.sorted { $0.rawValue < $1.rawValue }.filter { id in
            let path = "\(outbox.claimed.path)/\(id.rawValue)"
            var status = stat()
            guard lstat(path, &status) == 0, status.st_nlink > 1 else { return true }
            if inodes.insert(UInt64(status.st_ino)).inserted { return true }
            if unlink(path) == 0 { isAnyRemoved = true }
            return false
        }
        guard !inodes.isEmpty else { return false }
        for path in ["\(outbox.path)/new", "\(outbox.path)/cur"] where Folder(path).exists {
            let folder = try OpenFolder(path)
            for entry in try Self.candidates(in: folder) where entry.mayBeRegular {
                guard let status = folder.status(of: entry), inodes.contains(UInt64(status.st_ino)) else { continue }
                if folder.remove(entry) == 0 { isAnyRemoved = true }
            }
        }
        return isAnyRemoved
    }

    /// Whether two files, whose descriptors are closed here, hold the same.
    private static func haveSameBytes(_ first: Int32, _ second: Int32) -> Bool {
        defer { for descriptor in [first, second] where descriptor >= 0 { close(descriptor) } }
        guard first >= 0, second >= 0,
            let left = try? MappedFile(descriptor: first, path: ""),
            let right = try? MappedFile(descriptor: second, path: ""), left.count == right.count
        else { return false }
        return left.withBytes(in: 0..<left.count) { left in
            right.withBytes(in: 0..<right.count) { right in left.elementsEqual(right) }
        }
    }
}

extension FolderEntry {
    /// The part of the name that is unique: without flags, and without what programs append (`,S=900`, `,U=7`).
    var base: ArraySlice<CChar> {
        name.prefix {
            $0 != CChar(bitPattern: UInt8(ascii: ":")) && $0 != CChar(bitPattern: UInt8(ascii: ",")) && $0 != 0
        }
    }

    /// What it is remembered by: the same name can be in both folders.
    func key(in folder: borrowing OpenFolder) -> [CChar] { name + folder.path.utf8CString.suffix(4) }
}
