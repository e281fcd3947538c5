// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import CSpawn
import DurableFiles
import Glibc
import Mail

/// The program `sealpost`, which does what takes settings, network or database.
struct SealpostProgram {
    /// By which name or path we were called.
    let ownName: String

    /// Where it may be: beside us as we are installed, beside the name that we were called by, in the path.
    private var candidates: [String] {
        var places: [String] = []
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        if count > 0 { places.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
        if ownName.contains("/") { places.append(ownName) }
        return places.map { Folder(parentOf: $0).path + "/sealpost" } + ["sealpost"]
    }

    /// Whether we have rights that our caller has not, by whose environment a program would be found and run.
    private var hasForeignRights: Bool { getuid() != geteuid() || getgid() != getegid() }

    /// Becomes the program.
    func become(_ words: [String]) -> Never {
        if !hasForeignRights {
            Self.withStrings(["sealpost"] + words) { arguments in
                for path in candidates { execvp(path, arguments) }
            }
        }
        let reason = hasForeignRights ? "not with another user's rights" : String(cString: strerror(errno))
        fail("can't run sealpost \(words.joined(separator: " ")): \(reason)", .unavailable)
    }

    /// Starts the program.
    /// - Returns: The child, or nil where it can't be started.
    func start(_ words: [String], streams: sealpost_streams, detached: Bool) -> pid_t? {
        if hasForeignRights { return nil }
        var child: pid_t = 0
        let isStarted = Self.withStrings(["sealpost"] + words) { arguments in
            candidates.contains { sealpost_spawn(&child, $0, arguments, streams, detached ? 1 : 0) == 0 }
        }
        return isStarted ? child : nil
    }

    private static func withStrings<Result>(
        _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let strings = words.map { strdup($0) }
        defer { for string in strings { free(string) } }
        return body(strings + [nil])
    }
}
