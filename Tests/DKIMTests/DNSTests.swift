// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DKIM
import Foundation
import Glibc
import Testing

@Suite("DKIM keys from DNS")
struct DNSTests {
    /// A name server on loopback that answers a few questions, all in the way a test says.
    final class NameServer: Sendable {
        let port: UInt16

        /// - Parameter answer: Makes the answer's records from the question's own bytes: their count and bytes, and the code.
        init(_ answer: @escaping @Sendable () -> (count: UInt8, records: [UInt8], code: UInt8)) throws {
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
                }
            }
            try #require(bound)
            port = UInt16(bigEndian: address.sin_port)
            Thread.detachNewThread {
                var patience = timeval(tv_sec: 5, tv_usec: 0)
                setsockopt(
                    descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
                while Self.answerOne(descriptor, answer) {}
                close(descriptor)
            }
        }

        private static func answerOne(
            _ descriptor: Int32, _ answer: () -> (count: UInt8, records: [UInt8], code: UInt8)
        ) -> Bool {
            var buffer = [UInt8](repeating: 0, count: 512)
            var peer = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            return withUnsafeMutablePointer(to: &peer) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    let count = recvfrom(descriptor, &buffer, 512, 0, pointer, &length)
                    guard count > 12 else { return false }
                    let given = answer()
                    var reply = Array(buffer[..<count])
                    reply[2] = 0x81
                    reply[3] = 0x80 | given.code
                    reply[7] = given.count
                    reply += given.records
                    return sendto(descriptor, reply, reply.count, 0, pointer, length) > 0
                }
            }
        }
    }

    /// A TXT record about the question's name: its texts, each below 256 bytes.
    private static func record(_ texts: [String], type: UInt8 = 16) -> [UInt8] {
        let data = texts.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        return [0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 255)] + data
    }

    private func records(_ answer: @escaping @Sendable () -> (count: UInt8, records: [UInt8], code: UInt8)) throws
        -> [String]
    {
        try DNSKeys(server: ("127.0.0.1", NameServer(answer).port)).records(at: "s1._domainkey.mail.example")
    }

    @Test("the texts of a record are joined, and each record is one")
    func texts() throws {
        let long = String(repeating: "a", count: 255)
        #expect(try records { (1, Self.record([long, long, "b"]), 0) } == [long + long + "b"])
        #expect(try records { (2, Self.record(["a"]) + Self.record(["b", ""]), 0) } == ["a", "b"])
        #expect(try records { (2, Self.record(["ignored"], type: 99) + Self.record(["b"]), 0) } == ["b"])
    }

    @Test("no such name is no record")
    func none() throws {
        #expect(try records { (0, [], 3) } == [])
        #expect(try records { (0, [], 0) } == [])
        #expect(try DNSKeys(server: ("127.0.0.1", 1)).records(at: "no name") == [])
    }

    @Test("a server that fails, lies or is not there is no answer")
    func noAnswer() {
        #expect(throws: DKIMKeyFault.self) { try records { (0, [], 2) } }
        #expect(throws: DKIMKeyFault.self) {
            try records { (1, [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 2, 9, 65], 0) }
        }
        #expect(throws: DKIMKeyFault.self) { try records { (3, Self.record(["a"]), 0) } }
        #expect(throws: DKIMKeyFault.self) { try DNSKeys(server: ("no address", 53)).records(at: "mail.example") }
    }
}
