// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Glibc

/// A folder that is held open, so that all that is done in it is done in the same one.
///
/// By its path another folder may be meant a moment later, where somebody replaces it. open(2) with `O_DIRECTORY`, and the
/// calls that take a name within a folder.
public struct OpenFolder: ~Copyable {
    /// The path by which it was opened.
    public let path: String
    private let descriptor: Int32

    /// Opens the folder.
    public init(_ path: String) throws(FileFault) {
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault("open", path) }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Keeps out others who ask the same, for as long as the value lives: flock(2).
    /// - Returns: False where another process keeps us out; true also where the filesystem has no such locks.
    public borrowing func locks() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK }

    /// The entries whose names are wanted, in no order; those that begin with a dot never are: readdir(3).
    ///
    /// One reading is no snapshot: a file renamed meanwhile may be missing or listed twice, so absence means nothing.
    public borrowing func entries(where isWanted: (UnsafeRawBufferPointer) -> Bool) throws(FileFault) -> [FolderEntry] {
        // A descriptor of its own: closing the stream closes it, and its place in the folder is nobody else's.
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { throw FileFault("read", path) }
        guard let stream = fdopendir(own) else {
            let code = errno
            close(own)
            throw FileFault("read", path, code: code)
        }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        errno = 0
        while let entry = readdir(stream) {
            withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                let end = bytes.firstIndex(of: 0) ?? bytes.count
                let name = UnsafeRawBufferPointer(rebasing: bytes[..<end])
                guard name.first != UInt8(ascii: "."), isWanted(name) else { return }
                entries.append(
                    FolderEntry(
                        name: name.map { CChar(bitPattern: $0) } + [0], inode: UInt64(entry.pointee.d_ino),
                        type: entry.pointee.d_type))
            }
            errno = 0
        }
        guard errno == 0 else { throw FileFault("read", path) }
        return entries
    }

    /// Opens a file for reading, without following a symbolic link and without waiting for whoever writes into a pipe.
    /// - Returns: The descriptor, or -1 with `errno`.
    public borrowing func open(_ entry: FolderEntry) -> Int32 {
        openat(descriptor, entry.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }

    /// What there is to know of a file without opening it: fstatat(2); nil with `errno` where that fails.
    public borrowing func status(of entry: FolderEntry) -> stat? {
        var status = stat()
        return fstatat(descriptor, entry.name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// Moves a file to another folder, under another name.
    /// - Returns: Zero, or -1 with `errno`.
    public borrowing func move(
        _ entry: FolderEntry, to folder: borrowing OpenFolder, as name: String, calls: FileCalls = .kernel
    ) -> Int32 {
        calls.renameat(descriptor, entry.name, folder.descriptor, name)
    }

    /// Removes a file's name.
    /// - Returns: Zero, or -1 with `errno`.
    public borrowing func remove(_ entry: FolderEntry) -> Int32 {
        unlinkat(descriptor, entry.name, 0)
    }
}
