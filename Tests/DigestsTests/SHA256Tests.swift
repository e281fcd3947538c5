// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Testing

/// The answers are those of FIPS 180-4's own examples, checked against sha256sum(1).
@Suite("SHA-256")
struct SHA256Tests {
    @Test("the empty input and \"abc\" have the digests that the standard prints")
    func knownAnswers() {
        #expect(
            SHA256.digest(of: []).hexadecimal == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            SHA256.digest(of: Array("abc".utf8)).hexadecimal
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("Base64 of a digest has 44 characters and ends in one padding sign")
    func base64() {
        #expect(SHA256.digest(of: Array("abc".utf8)).base64 == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    }

    @Test("the digest does not depend on how the input was cut", arguments: [1, 3, 63, 64, 65, 1000])
    func chunking(size: Int) {
        let input = (0..<2500).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var digest = SHA256()
        for start in stride(from: 0, to: input.count, by: size) {
            digest.update(Array(input[start..<min(start + size, input.count)]))
        }
        #expect(digest.finish() == SHA256.digest(of: input))
    }

    @Test("one changed bit changes the digest")
    func sensitivity() {
        #expect(SHA256.digest(of: [0]) != SHA256.digest(of: [1]))
    }
}
