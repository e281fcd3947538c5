// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Mail

/// The name of a message file in a Maildir: a unique base name, and in `cur/` the flags after it.
///
/// cr.yp.to/proto/maildir.html; the base is compared, never the whole name, since flags change under our hands.
public struct MaildirName: Sendable, Hashable {
    /// The unique part, with what other programs add to it: `1795253400.M123P42.host,S=900`.
    public var base: String
    /// The flags, of D(raft), F(lagged), P(assed), R(eplied), S(een), T(rashed).
    public var flags: Set<Character>

    /// Takes a file name apart.
    public init(fileName: String) {
        guard let colon = fileName.firstIndex(of: ":") else {
            self.init(base: fileName)
            return
        }
        let suffix = fileName[fileName.index(after: colon)...]
        self.init(base: String(fileName[..<colon]), flags: suffix.hasPrefix("2,") ? Set(suffix.dropFirst(2)) : [])
    }

    /// Makes a name.
    public init(base: String, flags: Set<Character> = []) {
        self.base = base
        self.flags = flags
    }

    /// The base without the parts that programs append to it (`,S=900`, `,U=7`).
    public var key: Substring { base.prefix { $0 != "," } }

    /// The file name in `cur/`.
    public var withFlags: String { base + ":2," + String(flags.sorted()) }

    /// Makes a base that no other delivery uses: time, process, a random number, host.
    public static func unique(at time: Timestamp = .now()) -> MaildirName {
        let random = String(UInt64.random(in: 0 ... .max), radix: 36)
        return MaildirName(
            base: "\(time.seconds).M\(time.milliseconds % 1000)P\(getpid())R\(random).\(HostName.current)")
    }
}
