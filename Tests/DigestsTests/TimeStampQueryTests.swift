// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Digests

@Suite(
    "time stamps",
    .enabled(if: FileManager.default.isExecutableFile(atPath: TimeStampAuthority.program), "openssl is not installed"))
struct TimeStampQueryTests {
    private let digest = SHA256.digest(of: Array("SHA256SUMS".utf8))

    @Test("an authority's answer to a query is good for it, and for no other")
    func good() throws {
        let authority = try TimeStampAuthority()
        let query = TimeStampQuery(of: digest)
        let answer = try authority.reply(to: query.bytes)
        try query.check(answer, trusting: authority.certificateFile)
        // Of the same bytes, but with another number.
        #expect(throws: TimeStampQuery.Fault.self) {
            try TimeStampQuery(of: digest).check(answer, trusting: authority.certificateFile)
        }
        let other = TimeStampQuery(of: SHA256.digest(of: [1]))
        #expect(throws: TimeStampQuery.Fault.self) { try other.check(answer, trusting: authority.certificateFile) }
    }

    @Test("an answer from another authority, a changed one, and one that is none are not good")
    func bad() throws {
        let authority = try TimeStampAuthority()
        let query = TimeStampQuery(of: digest)
        let answer = try authority.reply(to: query.bytes)
        #expect(throws: TimeStampQuery.Fault.self) {
            try query.check(answer, trusting: try TimeStampAuthority().certificateFile)
        }
        #expect(throws: TimeStampQuery.Fault.self) { try query.check(answer, trusting: "/nowhere.pem") }
        // Where it says what it is about, and at its end, which is signed or the signature.
        let imprint = try #require(answer.indices.first { answer[$0...].starts(with: digest.bytes) })
        for place in [imprint, imprint + 31, answer.count - 1] {
            var changed = answer
            changed[place] ^= 0x40
            #expect(throws: TimeStampQuery.Fault.self, "byte \(place)") {
                try query.check(changed, trusting: authority.certificateFile)
            }
        }
        for none in [[], [0x30], Array(answer.dropLast()), answer + [0], Array("<html>".utf8)] {
            #expect(throws: TimeStampQuery.Fault.self) { try query.check(none, trusting: authority.certificateFile) }
        }
    }

    @Test("a query is what openssl makes, and asks for the certificate")
    func form() throws {
        let query = TimeStampQuery(of: digest, nonce: 0x0102_0304_0506_0708)
        let imprint: [UInt8] =
            [0x30, 0x2F, 0x30, 0x0B, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20]
            + digest.bytes
        let nonce: [UInt8] = [0x02, 0x08, 1, 2, 3, 4, 5, 6, 7, 8]
        let body: [UInt8] = [0x02, 0x01, 0x01] + imprint + nonce + [0x01, 0x01, 0xFF]
        #expect(query.bytes == [0x30, UInt8(body.count)] + body)
    }
}
