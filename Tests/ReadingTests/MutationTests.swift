// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mail
import Reading
import TestSupport
import Testing

@Suite("Mutated messages")
struct MutationTests {
    /// What holds for any bytes.
    private func check(_ bytes: [UInt8]) {
        let message = MessageReader().read(bytes)
        #expect((0...bytes.count).contains(message.bodyStart))
        var end = 0
        for part in message.parts {
            #expect(part.range.lowerBound >= end && part.range.upperBound <= bytes.count)
            end = part.range.upperBound
        }
        var fieldEnd = 0
        for field in message.header {
            #expect(field.range.lowerBound >= fieldEnd && field.range.upperBound <= bytes.count)
            fieldEnd = field.range.upperBound
            #expect(!field.value.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
            #expect(!field.addresses.contains { $0.mailbox.isEmpty || $0.mailbox.contains("\n") })
        }
        #expect(message.parts.count { $0.role == .text } <= 1)
    }

    @Test("thousands of damaged messages are read without a crash and within their bytes")
    func mutations() throws {
        var random = SeededGenerator(seed: 822)
        let seeds = try Fixtures.names.map { try Fixtures.bytes($0) }
        let pieces = [
            "--b", "--b--", "\n\n", "\n", "\r\n", "boundary=", "\"", "(", ")", ";", "=?utf-8?q?", "?=", "*0*=", "\0",
            "=", ",", "<", ":", "Content-Type: multipart/mixed; boundary=b\n\n", "\\",
        ]
        .map { Array($0.utf8) }
        for round in 0..<3000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...80, using: &random)))
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
                    bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
                }
            }
            check(bytes)
        }
    }

    @Test("a message cut anywhere is read")
    func truncations() throws {
        for name in ["attachment", "alternative-with-image", "address-encoded"] {
            let bytes = try Fixtures.bytes(name)
            for count in 0..<bytes.count { check(Array(bytes[..<count])) }
        }
    }
}
