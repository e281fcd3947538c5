// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Glibc

/// A folder of the file system, by path.
public struct Folder: Sendable, Hashable {
    /// The path.
    public var path: String

    /// Names the folder at `path`; it need not exist.
    public init(_ path: String) { self.path = path }

    /// Names the folder in which `path` lies.
    public init(parentOf path: String) {
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        self.path = parent.isEmpty ? "/" : parent
    }

    /// Makes new and removed names in the folder durable: fsync(2) on the folder itself.
    public func sync(calls: FileCalls = .kernel) throws(FileFault) {
        let descriptor = calls.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw FileFault("open", path) }
        defer { _ = calls.close(descriptor) }
        // Some network filesystems can't sync a folder and say EINVAL; their server does what it does.
        guard calls.fsync(descriptor) == 0 || errno == EINVAL else { throw FileFault("sync", path) }
    }

    /// Creates the folder and those above it where they are missing, durably: mkdir(2) with `mode`.
    ///
    /// A file in a folder whose own name a power cut takes back is lost with it, so what is created is synced.
    public func create(mode: mode_t = 0o700, calls: FileCalls = .kernel) throws(FileFault) {
        if mkdir(path, mode) != 0 {
            if errno == EEXIST { return }
            guard errno == ENOENT, path.contains("/") else { throw FileFault("create", path) }
            try Folder(parentOf: path).create(mode: mode, calls: calls)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw FileFault("create", path) }
        }
        try Folder(parentOf: path).sync(calls: calls)
    }

    /// The names in the folder, without those that begin with a dot, in no order: readdir(3).
    ///
    /// One reading is no snapshot: a file renamed meanwhile may be missing or listed twice, so absence means nothing.
    public func names() throws(FileFault) -> [String] {
        guard let stream = opendir(path) else { throw FileFault("read", path) }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileFault("read", path) }
        return names
    }

    /// Whose folder it is: stat(2); nil where there is none.
    public var owner: (user: uid_t, group: gid_t)? {
        var status = stat()
        return stat(path, &status) == 0 ? (status.st_uid, status.st_gid) : nil
    }

    /// Whether there is a folder at the path.
    public var exists: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a folder itself is at the path, and not a link, which could lead in circles: lstat(2).
    public var existsWithoutLink: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether there is a regular file at the path.
    public var isFile: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
