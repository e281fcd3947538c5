// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file of a few lines, such as one that a person wrote.
public enum SmallFile {
    /// The beginning of a file's text, of at most `limit` bytes; nil where there is no such file.
    ///
    /// What stands there instead of a file, such as a pipe, gives what there is of it at once: open(2) with `O_NONBLOCK`.
    public static func text(at path: String, limit: Int = 4096) throws(FileFault) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileFault("open", path)
        }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while text.count < limit {
            let wanted = min(chunk.count, limit - text.count)
            let count = read(descriptor, &chunk, wanted)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFault("read", path) }
            text += chunk[..<count]
            // Less than was asked for is the end of a file.
            if count < wanted { break }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
