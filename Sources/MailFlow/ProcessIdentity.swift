// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Which process has taken a delivery: run of the system, process number, and when it started, since numbers are used again.
enum ProcessIdentity {
    /// This process: `boot/pid/start`.
    static let own = "\(boot)/\(getpid())/\(startTime(of: getpid()) ?? "0")"

    /// Whether the process is still there.
    ///
    /// None has outlived the run of the system that it was started in.
    static func isAlive(_ owner: String) -> Bool {
        let parts = owner.split(separator: "/")
        guard parts.count == 3, parts[0] == boot, let number = Int32(parts[1]) else { return false }
        if let start = startTime(of: number) { return start == parts[2] }
        // Some systems hide other users' processes from /proc, but not whether they are there.
        return kill(number, 0) == 0 || errno == EPERM
    }

    /// What Linux names this run of the system: random(4).
    ///
    /// A host name would not do: it can change under a running process.
    private static let boot: String = {
        let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text?.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "boot"
    }()

    /// When a process started, in clock ticks since the system did: field 22 of its `stat` in proc(5).
    ///
    /// The second field can hold blanks and brackets, so
    /// counting begins after its last one.
    private static func startTime(of process: Int32) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19 else { return nil }
        // A zombie holds its number, and does nothing any more.
        return fields[0] == "Z" ? "ended" : String(fields[19])
    }
}
