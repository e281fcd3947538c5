// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("the store")
struct StoreTests {
    @Test("each accepted request is one file, in order, with all but the token")
    func files() async throws {
        try await withTemporaryFolder { folder in
            try await Client.with {
                $0.store = folder
            } _: { client in
                let body = sampleMail(["subject": "Tabs\tand é\u{1F4E7} \u{2028}"])
                _ = await client.post(Client.sendPath, body, headers: ["X-Trace": "t1"])
                _ = await client.send(sampleMail(["subject": .null]))
                _ = await client.post(Client.userPath, ["email_address": "new@example.nl"])
                let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                #expect(names == ["000001-send.json", "000002-user.json"])
                let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/000001-send.json"))
                let stored = try JSONDecoder().decode(AcceptedRequest.self, from: data)
                #expect(stored == (await client.sandbox.accepted.first))
                #expect(stored.body.map { Data($0.utf8) } == body.encoded)
                #expect(stored.headers.contains(HeaderPair("X-Trace", "t1")))
                #expect(stored.fields["attachments"]?.array?.first?["attachment"]?["size"] == 3)
                #expect(!String(decoding: data, as: UTF8.self).contains(client.token))
            }
        }
    }

    @Test("bodies that memory has no room for are read again from the store, or are gone without one")
    func memory() async throws {
        try await withTemporaryFolder { folder in
            for store in [folder, nil] {
                try await Client.with {
                    $0.store = store
                    $0.keptBytes = 1
                } _: { client in
                    let token = try await TicketPageTests.token(client)
                    #expect(await client.sandbox.accepted.first?.body == nil)
                    #expect((await client.sandbox.request(1)?.body != nil) == (store != nil))
                    _ = await TicketPageTests.choose(client, token, "accept")
                    let page = await TicketPageTests.page(client, token).text
                    #expect(page.contains(store == nil ? Wording.english.gone : "notice enclosed"))
                }
            }
        }
    }

    @Test("a request that can't be stored is not accepted")
    func unwritable() async throws {
        try await withTemporaryFolder { folder in
            let (lines, report) = AsyncStream.makeStream(of: String.self)
            try await Client.with {
                $0.store = folder
                $0.log = { report.yield($0) }
            } _: { client in
                try FileManager.default.removeItem(atPath: folder)
                #expect(await client.send().status == 500)
                #expect(await client.sandbox.accepted.isEmpty)
                #expect(await client.sandbox.tickets.isEmpty)
                for await line in lines where line.contains("cannot keep requests in \(folder)") { break }
            }
        }
    }

    @Test("a folder with requests of an earlier run is refused")
    func earlierRun() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: URL(fileURLWithPath: folder + "/000001-send.json"))
            var configuration = SandboxConfiguration()
            configuration.store = folder
            await #expect(throws: SandboxError.self) { try await Sandbox.start(configuration) }
        }
    }
}
