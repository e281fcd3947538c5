// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sandbox

@Suite("starting and stopping")
struct StartTests {
    @Test(
        "only loopback addresses are listened on",
        arguments: ["0.0.0.0", "::", "192.0.2.1", "example.org", "", "127.0.0.1.example.org", "::ffff:127.0.0.1"])
    func elsewhere(host: String) async throws {
        var configuration = SandboxConfiguration()
        configuration.host = host
        await #expect(throws: SandboxError.notLoopback(host)) { try await Sandbox.start(configuration) }
    }

    @Test(
        "loopback addresses are taken as a URL writes them",
        arguments: [("localhost", "127.0.0.1"), ("127.1.2.3", "127.1.2.3"), ("::1", "[::1]"), ("0:0::1", "[::1]")])
    func loopback(host: String, urlHost: String) throws {
        #expect(try LoopbackAddress(host).urlHost == urlHost)
    }

    @Test("a port that is taken is an error that names it")
    func takenPort() async throws {
        try await Client.with { client in
            var configuration = SandboxConfiguration()
            configuration.port = client.wire.port
            do throws(SandboxError) {
                let second = try await Sandbox.start(configuration)
                await second.stop()
                Issue.record("two sandboxes listen on one port")
            } catch {
                #expect(error.description.hasPrefix("cannot listen on 127.0.0.1:\(client.wire.port)"))
            }
        }
    }

    @Test("a stopped sandbox takes no connections, and its port is free")
    func stop() async throws {
        let first = try await Sandbox.start()
        await first.stop()
        let wire = Wire(first.url)
        #expect(await wire.send("GET", "/").bytes.isEmpty)
        var configuration = SandboxConfiguration()
        configuration.port = wire.port
        let second = try await Sandbox.start(configuration)
        #expect(await wire.send("GET", "/").status == 200)
        await second.stop()
    }

    @Test("ticket URLs use the public URL")
    func publicURL() async throws {
        try await Client.with {
            $0.publicURL = "https://sandbox.example.org"
        } _: { client in
            let url = await client.send().json["ticket_url"] as? String
            #expect(url?.hasPrefix("https://sandbox.example.org/webservice/dashboard/?ticket_token=K.") == true)
        }
    }

    @Test("the log has a line for each request, without tokens, queries or bodies")
    func log() async throws {
        let (lines, report) = AsyncStream.makeStream(of: String.self)
        try await Client.with {
            $0.log = { report.yield($0) }
        } _: { client in
            let token = try await TicketPageTests.token(client)
            _ = await TicketPageTests.page(client, token)
            _ = await client.wire.send("GET", "/\u{1B}[2J\u{7}")
            report.finish()
            var all: [String] = []
            for await line in lines { all.append(line) }
            #expect(all.count == 4)
            #expect(all[3].contains("GET /?[2J? 404 in=0"))
            #expect(all[1].contains("POST \(Client.sendPath) 200 in="))
            for secret in [client.token, token, "client_secret", "Notice", "bewoner"] {
                #expect(!all.joined().contains(secret))
            }
        }
    }
}
