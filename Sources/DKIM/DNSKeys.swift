// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CResolver

/// Keys as their domains publish them: TXT records, by the C library's own resolver.
///
/// RFC 6376, section 3.6.2. It trusts the servers that resolv.conf(5) names, as all programs of this machine do. A call waits
/// for the network, for some seconds at most.
public struct DNSKeys: DKIMKeySource {
    private let server: (address: String, port: UInt16)?

    /// - Parameter server: The server to ask, an IPv4 address and a port; nil for those of the machine.
    public init(server: (address: String, port: UInt16)? = nil) { self.server = server }

    /// The TXT records of a name.
    public func records(at name: String) throws(DKIMKeyFault) -> [String] {
        // A name in DNS holds no more; and what is no name of a host is not looked up.
        guard name.utf8.count <= 253, name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return [] }
        var length = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            length = sealpost_txt_records(name, server?.address, server?.port ?? 53, buffer.baseAddress, buffer.count)
            count = max(length, 0)
        }
        guard length >= 0 else { throw DKIMKeyFault("no answer from DNS about \(name)") }
        var records: [String] = []
        var rest = bytes[...]
        while rest.count >= 2 {
            let size = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            records.append(String(decoding: rest.dropFirst(2).prefix(size), as: UTF8.self))
            rest = rest.dropFirst(2 + size)
        }
        return records
    }
}
