// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Which process has taken a delivery: host, process number, and when it started, since numbers are used again.
enum ProcessIdentity {
    /// This process: `host/pid/start`.
    static let own = "\(host)/\(getpid())/\(startTime(of: getpid()) ?? "0")"

    /// Whether the process is still there. Of another host's that can't be known, so it counts as alive.
    static func isAlive(_ owner: String) -> Bool {
        let parts = owner.split(separator: "/")
        guard parts.count == 3, parts[0] == host, let number = Int32(parts[1]) else { return true }
        return startTime(of: number).map { $0 == parts[2] } ?? false
    }

    static let host: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else { return "localhost" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.replacing("/", with: "_")
    }()

    /// Field 22 of proc(5)'s `stat`: clock ticks since the system started. The second field can hold blanks and brackets, so
    /// counting begins after its last one.
    private static func startTime(of process: Int32) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        // A zombie holds its number, and does nothing any more.
        return fields.count > 19 && fields[0] != "Z" ? String(fields[19]) : nil
    }
}
