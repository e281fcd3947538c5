// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Reading
import Testing

@Suite("Messages and what they must be read as")
struct GoldenTests {
    @Test("each message is read as its neighbour file says", arguments: Fixtures.names)
    func golden(name: String) throws {
        let got = Golden(MessageReader().read(try Fixtures.bytes(name)))
        #expect(try Golden.expected(name, got: got) == got)
    }

    @Test("LF and CRLF line ends read alike", arguments: Fixtures.names)
    func lineEnds(name: String) throws {
        let bytes = try Fixtures.bytes(name)
        let withLF = Golden(MessageReader().read(bytes))
        #expect(Golden(MessageReader().read(Fixtures.withCRLF(bytes))) == withLF)
    }

    @Test("the folder of messages is found")
    func isNotEmpty() {
        #expect(Fixtures.names.count > 40)
    }
}
