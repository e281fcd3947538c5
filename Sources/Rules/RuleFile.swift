// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A rule file as it was found.
public struct RuleFile: Sendable {
    /// What was found.
    public enum Content: Sendable {
        /// The bytes of the file.
        case bytes([UInt8])
        /// Why it can't be read, as a lower-case phrase.
        case unreadable(String)
    }

    /// The name by which messages speak of it: a path, as a rule.
    public var name: String
    /// What was found.
    public var content: Content

    /// Makes a rule file from what was found.
    public init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    /// Makes a rule file from text.
    public init(name: String, text: String) {
        self.init(name: name, content: .bytes(Array(text.utf8)))
    }

    /// Reads a rule file: open(2), read(2).
    ///
    /// Never fails: a file that can't be read is a finding like others, and holds all mail.
    public static func read(_ path: String) -> RuleFile {
        var status = stat()
        // Opening a pipe would wait for a writer, and all mail with it. What a shell passes as /dev/fd/N is a link.
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
            return RuleFile(name: path, content: .unreadable("it is a pipe"))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return RuleFile(name: path, content: .unreadable(systemError())) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        // One byte more than a script may have is enough for the compiler to refuse it.
        while bytes.count <= 1 << 20 {
            var failed = false
            let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                var result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                while result < 0, errno == EINTR {
                    result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                }
                failed = result < 0
                count = max(result, 0)
            }
            if failed { return RuleFile(name: path, content: .unreadable(systemError())) }
            if chunk.isEmpty { break }
            bytes += chunk
        }
        return RuleFile(name: path, content: .bytes(bytes))
    }

    private static func systemError() -> String { String(cString: strerror(errno)).lowercased() }
}
