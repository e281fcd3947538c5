// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import Testing

/// Against `openssl s_server` with a certificate made for the occasion.
@Suite("certificates")
struct TLSTests {
    private func withServer(
        names: String, _ body: (_ port: Int, _ certificate: String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sealpost-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, certificate) = (folder.path + "/key", folder.path + "/certificate")
        let maker = try start(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                "/CN=sealpost test", "-addext", "subjectAltName=\(names)", "-keyout", key, "-out", certificate,
            ], output: folder.path + "/made")
        while maker.isRunning { try await Task.sleep(nanoseconds: 2_000_000) }
        let server = try start(
            ["s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www"],
            output: folder.path + "/served")
        // Not terminate(): the child inherits a blocked SIGTERM from the thread that starts it.
        defer { kill(server.processIdentifier, SIGKILL) }
        // Its last line before it serves is "ACCEPT 127.0.0.1:PORT"; a server that ends says no such thing.
        var port: Int?
        while port == nil, server.isRunning {
            try await Task.sleep(nanoseconds: 2_000_000)
            let text = try String(contentsOfFile: folder.path + "/served", encoding: .utf8)
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }), text.hasSuffix("\n")
            else { continue }
            port = line.split(separator: ":").last.flatMap { Int($0) }
        }
        try await body(try #require(port), certificate)
    }

    private func start(_ arguments: [String], output: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    @Test("a certificate that nobody vouches for ends it before anything leaves; one that is named is taken")
    func trust() async throws {
        try await withServer(names: "IP:127.0.0.1") { port, certificate in
            let request = HTTPRequest(.get, try Endpoint("https://127.0.0.1:\(port)/"))
            let error = await #expect(throws: TransferError.self) { try await HTTPClient().send(request) }
            #expect(error?.cause == .certificate && error?.progress == .nothing)
            let trusting = HTTPClient(ConnectionSettings(certificateFile: certificate))
            #expect(try await trusting.send(request).status == 200)
            let missing = HTTPClient(ConnectionSettings(certificateFile: certificate + ".missing"))
            let other = await #expect(throws: TransferError.self) { try await missing.send(request) }
            #expect(other?.cause == .certificate && other?.progress == .nothing)
        }
    }

    @Test("a trusted certificate of another host ends it before anything leaves")
    func hostName() async throws {
        try await withServer(names: "DNS:other.example") { port, certificate in
            let client = HTTPClient(ConnectionSettings(certificateFile: certificate))
            let request = HTTPRequest(.post, try Endpoint("https://127.0.0.1:\(port)/"), body: [1])
            let error = await #expect(throws: TransferError.self) { try await client.send(request) }
            #expect(error?.cause == .certificate && error?.progress == .nothing)
        }
    }
}
