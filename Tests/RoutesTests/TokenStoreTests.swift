// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Curl
import Foundation
import LoopbackTesting
import Mail
import TestSupport
import Testing

@testable import Routes

@Suite("tokens")
struct TokenStoreTests {
    private func configuration(
        _ service: SampleService, _ folder: String, secret: @escaping @Sendable () throws -> String = { "s3cr&t=1" }
    ) -> TokenConfiguration {
        sampleGateway(service.server.url("/base"), tokens: folder, secret: secret).token
    }

    @Test("the credentials go out as a form, and one fetch serves all who ask, in all stores of a folder")
    func singleFlight() async throws {
        try await withTemporaryFolder { folder in
            let service = try SampleService { _, _, _ in }
            let configuration = configuration(service, folder)
            let stores = try (0..<4).map { _ in try TokenStore(configuration, client: HTTPClient()) }
            let tokens = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<40 { group.addTask { try await stores[number % 4].token().text } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(tokens == ["token-0"])
            #expect(service.requests.entries == ["token: client_id=client%201&client_secret=s3cr%26t%3D1"])
        }
    }

    @Test("the file is for its owner alone, and another process finds the token there")
    func file() async throws {
        try await withTemporaryFolder { folder in
            let service = try SampleService { _, _, _ in }
            let configuration = configuration(service, folder)
            _ = try await TokenStore(configuration, client: HTTPClient()).token()
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/token.json")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let second = try await TokenStore(configuration, client: HTTPClient()).token()
            #expect(second.text == "token-0")
            var other = configuration
            other.clientID = "someone else"
            #expect(try await TokenStore(other, client: HTTPClient()).token().text == "token-1")
        }
    }

    @Test("a file that others can read, or that is broken, is not used", arguments: ["readable", "broken", "link"])
    func badFile(fault: String) async throws {
        try await withTemporaryFolder { folder in
            let service = try SampleService { _, _, _ in }
            let configuration = configuration(service, folder)
            _ = try await TokenStore(configuration, client: HTTPClient()).token()
            let path = folder + "/token.json"
            switch fault {
            case "readable": try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            case "link":
                try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".moved")
            default: try Data("{\"token\":".utf8).write(to: URL(fileURLWithPath: path))
            }
            #expect(try await TokenStore(configuration, client: HTTPClient()).token().text == "token-1")
        }
    }

    @Test("a refused token is replaced once, whoever asks")
    func replacement() async throws {
        try await withTemporaryFolder { folder in
            let service = try SampleService { _, _, _ in }
            let store = try TokenStore(configuration(service, folder), client: HTTPClient())
            let first = try await store.token()
            let tokens = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<10 { group.addTask { try await store.token(insteadOf: first).text } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(tokens == ["token-1"])
            #expect(service.tokens.value == 2)
        }
    }

    @Test("lifetimes are read from numbers and strings, and end early")
    func lifetimes() throws {
        let now = Timestamp(seconds: 1000)
        let configuration = TokenConfiguration(clientID: "c", clientSecret: { "s" }, cacheFile: "/x")
        func renewal(_ json: String) throws -> Int64 {
            let answer = HTTPAnswer(status: 200, body: Array(json.utf8))
            return try TokenStore.read(answer, configuration, secret: "s", now: now).get().renewal.seconds - 1000
        }
        #expect(try renewal(#"{"access_token":"t","expires_in":"3599"}"#) == 3539)
        #expect(try renewal(#"{"access_token":"t","expires_in":3599}"#) == 3539)
        #expect(try renewal(#"{"access_token":"t","expires_in":10}"#) == 5)
        #expect(try renewal(#"{"access_token":"t"}"#) == 240)
        #expect(try renewal(#"{"access_token":"t","expires_in":"0"}"#) == 0)
    }

    @Test(
        "answers without a token are errors that say what to do and show no secret",
        arguments: [
            (401, #"{"ErrorCode":"invalid_client","Error":"bad hunter2"}"#, "client_secret"),
            (400, "", "client_secret"),
            (200, "{}", "token_url"), (200, "<html>", "token_url"), (200, #"{"access_token":"a b"}"#, "characters"),
            (302, "", "token_url"), (500, "hunter2", "500"), (429, "", "too many"),
        ])
    func failures(status: Int, body: String, hint: String) {
        let configuration = TokenConfiguration(clientID: "c", clientSecret: { "s" }, cacheFile: "/x")
        let answer = HTTPAnswer(status: status, body: Array(body.utf8), host: "h")
        guard case .failure(let error) = TokenStore.read(answer, configuration, secret: "hunter2", now: .now()) else {
            return #expect(Bool(false))
        }
        #expect("\(error)".contains(hint) && !"\(error)".contains("hunter2"))
    }

    @Test("a secret that can't be had sends nothing")
    func noSecret() async throws {
        try await withTemporaryFolder { folder in
            let service = try SampleService { _, _, _ in }
            let failing = configuration(service, folder) { throw RouteFault("client_secret_file: no such file") }
            let store = try TokenStore(failing, client: HTTPClient())
            let error = await #expect(throws: TokenError.self) { try await store.token() }
            #expect("\(try #require(error))".contains("client_secret_file: no such file"))
            let empty = try TokenStore(configuration(service, folder) { " \n" }, client: HTTPClient())
            await #expect(throws: TokenError.self) { try await empty.token() }
            #expect(service.requests.entries.isEmpty)
        }
    }

    @Test("a folder that can't be written to is an error that names it")
    func noFolder() async throws {
        let service = try SampleService { _, _, _ in }
        let store = try TokenStore(configuration(service, "/nonexistent"), client: HTTPClient())
        let error = await #expect(throws: TokenError.self) { try await store.token() }
        #expect("\(try #require(error))".contains("/nonexistent/token.json.lock"))
    }

    @Test("a token shows in no print")
    func printing() throws {
        let token = try #require(AccessToken("hunter2", renewal: .now()))
        var dumped = ""
        dump(token, to: &dumped)
        #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains("hunter2"))
    }
}
