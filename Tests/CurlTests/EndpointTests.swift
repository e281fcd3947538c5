// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Testing

@Suite("addresses of services")
struct EndpointTests {
    @Test("an address is taken apart as libcurl does it")
    func parts() throws {
        let endpoint = try Endpoint("HTTPS://API.example.nl/data/mail")
        #expect(endpoint.scheme == "https")
        #expect(endpoint.host == "api.example.nl")
        #expect(endpoint.port == 443)
        #expect(endpoint.path == "/data/mail")
    }

    @Test(
        "what looks like loopback and isn't is not taken for it",
        arguments: [
            ("http://localhost:80", true), ("http://127.0.0.1", true), ("http://127.9.9.9:81/", true),
            ("http://[::1]:8080/x", true), ("http://127.0.0.1.example.nl", false),
            ("http://localhost.example.nl", false),
            ("http://example.nl/127.0.0.1", false), ("http://0x7f000001.example", false), ("http://10.0.0.1", false),
        ])
    func loopback(address: String, expected: Bool) throws {
        #expect(try Endpoint(address).isLoopback == expected)
    }

    @Test(
        "addresses that can't be meant are refused",
        arguments: ["", "://", "https://", "gopher2://x.nl", "https://me:pw@x.nl", "https://x.nl/#top"])
    func bad(address: String) {
        #expect(throws: EndpointError.self) { try Endpoint(address) }
    }

    @Test("a password in an address does not show in the error")
    func noSecret() {
        do {
            _ = try Endpoint("https://me:hunter2@x.nl")
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains("hunter2"))
        }
    }

    @Test("a path is appended with one slash, and the query is not shown")
    func appending() throws {
        let endpoint = try Endpoint("https://x.nl/base/").appending("/api/user/?token=abc")
        #expect(endpoint.path == "/base/api/user/")
        #expect("\(endpoint)" == "https://x.nl/base/api/user/")
    }
}
