// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Statuses
import Testing

@Suite("the address of a status")
struct StatusAddressTests {
    @Test("the token is put in its place, and nothing in it is anything but a token")
    func token() throws {
        let address = try StatusAddress("https://t.example/dashboard/?ticket_token={token}&action=ticket_xml")
        #expect(try address.endpoint(for: "K.SF1m-w").host == "t.example")
        let path = try StatusAddress("https://t.example/tickets/{token}.xml")
        #expect(try path.endpoint(for: "K.SF1m-w").description == "https://t.example/tickets/K%2ESF1m-w.xml")
        #expect(
            try path.endpoint(for: "../../x?y#z").description
                == "https://t.example/tickets/%2E%2E%2F%2E%2E%2Fx%3Fy%23z.xml")
        #expect(try path.endpoint(for: "é").description == "https://t.example/tickets/%C3%A9.xml")
    }

    @Test(
        "an address that would give the password away, or has no place for the token, is refused",
        arguments: [
            "https://t.example/", "http://t.example/{token}", "https://{token}.example/", "https://t.example:{token}/",
            "{token}", "ftp://t.example/{token}", "https://user:secret@t.example/{token}",
        ])
    func refused(template: String) {
        #expect(throws: StatusFault.self) { try StatusAddress(template) }
    }

    @Test("this machine may be asked without TLS")
    func loopback() throws {
        #expect(try StatusAddress("http://127.0.0.1:8025/{token}").endpoint(for: "T").port == 8025)
    }
}
