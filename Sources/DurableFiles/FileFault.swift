// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Glibc

/// A system call on a file that failed.
///
/// Says what was tried on which path and what the kernel answered, since "can't write" alone helps nobody.
public struct FileFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried, as a phrase: `write`, `sync`, `rename`.
    public var attempt: String
    /// The path.
    public var path: String
    /// The kernel's answer: errno(3).
    public var code: Int32

    /// Makes a fault with the present `errno`, which the caller has not disturbed since the call.
    public init(_ attempt: String, _ path: String, code: Int32 = errno) {
        self.attempt = attempt
        self.path = path
        self.code = code
    }

    /// `can't write /var/spool/x: No space left on device`.
    public var description: String {
        // Of a pipe or a device that stands where a file should; the kernel's words would be "No such device".
        let why = code == ENODEV ? "it is no regular file" : String(cString: strerror(code))
        return "can't \(attempt) \(path): \(why)"
    }
}
