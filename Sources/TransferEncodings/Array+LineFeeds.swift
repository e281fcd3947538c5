// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// With LF for each CRLF; a lone CR stays.
    public func withLineFeeds() -> [UInt8] {
        guard contains(0x0D) else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for byte in self {
            if byte == 0x0A, result.last == 0x0D { result.removeLast() }
            result.append(byte)
        }
        return result
    }
}
