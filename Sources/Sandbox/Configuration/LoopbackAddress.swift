// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// An address of this machine's loopback interface: the only place where a sandbox may be reached.
///
/// It accepts whatever credentials it was told, so nobody else may talk to it. RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3.
struct LoopbackAddress: Sendable, Hashable {
    /// The address in numbers.
    let text: String
    /// Whether it is IPv6.
    let isIPv6: Bool

    /// Takes `localhost`, an address in 127.0.0.0/8 or `::1`; refuses the rest.
    init(_ host: String) throws(SandboxError) {
        var four = in_addr()
        var six = in6_addr()
        if host == "localhost" {
            (text, isIPv6) = ("127.0.0.1", false)
        } else if inet_pton(AF_INET, host, &four) == 1, UInt32(bigEndian: four.s_addr) >> 24 == 127 {
            (text, isIPv6) = (host, false)
        } else if inet_pton(AF_INET6, host, &six) == 1, Self.isLoopback(six) {
            (text, isIPv6) = ("::1", true)
        } else {
            throw .notLoopback(host)
        }
    }

    /// The address as a URL writes it.
    var urlHost: String { isIPv6 ? "[\(text)]" : text }

    private static func isLoopback(_ address: in6_addr) -> Bool {
        withUnsafeBytes(of: address) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
}
