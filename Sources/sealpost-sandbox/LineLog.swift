// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import Sandbox

/// A log of one line for each event, on a file descriptor.
///
/// Each line is one write(2) to a descriptor opened for appending, so lines of many threads do not mix.
struct LineLog: Sendable {
    /// Standard error.
    static let standardError = LineLog(descriptor: STDERR_FILENO)

    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Opens a file for appending; nil is standard error.
    init(_ path: String?) throws(SandboxError) {
        guard let path else {
            self = .standardError
            return
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotStore(path, String(cString: strerror(errno))) }
    }

    /// Writes one line.
    func write(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        // A log that can't be written has nobody to be told about it.
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
