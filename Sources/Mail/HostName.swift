// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The name of this host.
public enum HostName {
    /// What gethostname(2) says, without characters that can't stand in a file name, a header field or a Maildir name;
    /// `localhost` where it says nothing.
    public static let current: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else { return "localhost" }
        let name = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let isPlain = { (byte: UInt8) in
            byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
        return String(decoding: name.map { isPlain($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
    }()
}
