// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests
import Dossiers
import Foundation
import Ledgers
import LoopbackTesting
import MailFlow
import TestSupport
import Testing

/// The time stamp over a dossier, from an authority on loopback.
@Suite(
    "dossiers with a time stamp",
    .enabled(if: FileManager.default.isExecutableFile(atPath: TimeStampAuthority.program), "openssl is not installed"))
struct TimeStampTests {
    /// A server that answers each query as `reply` says.
    private func server(
        _ count: Counter, _ reply: @escaping @Sendable ([UInt8]) throws -> (status: Int, body: [UInt8])
    ) throws -> RawServer {
        try RawServer { connection, _ in
            guard let request = connection.readRequest() else { return }
            _ = count.next()
            guard request.head.contains("Content-Type: application/timestamp-query"),
                let answer = try? reply(request.body)
            else { return connection.answer(400) }
            connection.write("HTTP/1.1 \(answer.status) X\r\nContent-Length: \(answer.body.count)\r\n\r\n")
            connection.write(answer.body)
        }
    }

    private func office(_ server: RawServer, _ certificates: String) async throws -> (Office, String) {
        let office = try await Office()
        try office.folder.write(
            "config.toml",
            try office.folder.text("config.toml") + """

                [dossier]
                timestamp_url = "\(server.url("/tsr"))"
                timestamp_certificate_file = "\(certificates)"

                """)
        try office.drop(office.mail("registered"))
        try await office.pass()
        return (office, try #require(try office.ids().first))
    }

    private func files(_ office: Office, _ id: String, wantsTimeStamp: Bool = true) async throws -> [DossierFile] {
        let assembly = try Assembly(path: office.folder.file("config.toml"), environment: ["HOME": office.folder.path])
        return try #require(
            try await DossierMaking(assembly, try assembly.ledger()).files(of: id, wantsTimeStamp: wantsTimeStamp))
    }

    @Test("openssl finds the time stamp good; it is fetched once, and the dossier stays the same")
    func stamped() async throws {
        let authority = try TimeStampAuthority()
        let count = Counter()
        let server = try server(count) { (200, try authority.reply(to: $0)) }
        let (office, id) = try await office(server, authority.certificateFile)
        let folder = office.folder.file("one")
        _ = try DossierOutput(to: folder).write(try await files(office, id))
        #expect(authority.verifies("\(folder)/SHA256SUMS.tsr", of: "\(folder)/SHA256SUMS"))
        #expect(!authority.verifies("\(folder)/SHA256SUMS.tsr", of: "\(folder)/README.txt"))
        server.stop()
        #expect(try DossierOutput(to: folder).write(try await files(office, id)) == false)
        #expect(count.value == 1)
        let ledger = try SQLiteLedger(path: office.folder.file("state/ledger.sqlite"))
        #expect(try DossierCheck(of: folder, ledger).findings().isEmpty)
        let stamp = URL(filePath: "\(folder)/SHA256SUMS.tsr")
        var changed = try Data(contentsOf: stamp)
        changed[changed.count / 2] ^= 1
        try changed.write(to: stamp)
        #expect(try DossierCheck(of: folder, ledger).findings().map(\.kind) == [.altered])
        #expect(try await files(office, id, wantsTimeStamp: false).contains { $0.path.hasSuffix(".tsr") } == false)
    }

    @Test("an answer that is no good time stamp for this dossier is not taken, and asked for again the next time")
    func refused() async throws {
        let (authority, other) = (try TimeStampAuthority(), try TimeStampAuthority())
        let stray = TimeStampQuery(of: SHA256.digest(of: [7]))
        let count = Counter()
        let server = try server(count) { query in
            switch count.value {
            case 1: (500, [])
            case 2: (200, Array("<html>".utf8))
            case 3: (200, try other.reply(to: query))
            case 4: (200, try authority.reply(to: stray.bytes))
            default: (200, try authority.reply(to: query))
            }
        }
        let (office, id) = try await office(server, authority.certificateFile)
        for _ in 1...4 {
            await #expect(throws: DossierTimeStamp.Fault.self) { _ = try await files(office, id) }
        }
        #expect(try await files(office, id).contains { $0.path == ChecksumList.timeStampName })
        #expect(count.value == 5)
    }

    @Test("an authority without a certificate file is refused, as nobody could tell whose time stamp came back")
    func settings() async throws {
        let office = try await Office()
        try office.folder.write(
            "config.toml",
            try office.folder.text("config.toml") + "\n[dossier]\ntimestamp_url = \"https://tsa.example/\"\n")
        #expect(throws: (any Error).self) { _ = try office.mailbox() }
    }
}
