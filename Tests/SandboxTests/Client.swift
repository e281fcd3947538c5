// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Sandbox

/// A sandbox that runs for one test, and a client of it that has an access token.
struct Client: Sendable {
    let sandbox: Sandbox
    let wire: Wire
    let token: String

    static let sendPath = "/data/registeredemail/registeredemail/webservice/mailsender/send"
    static let userPath = "/data/registeredemail/registeredemail/api/user/"
    static let accountPath = "/network/secumailer/securemail/account"
    static let messagePath = "/network/secumailer/securemail/message"
    static let tokenPath = "/oauth/client_credential/accesstoken?grant_type=client_credentials"

    /// Runs a sandbox for as long as `body` takes.
    static func with(
        _ change: (inout SandboxConfiguration) -> Void = { _ in }, _ body: (Client) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration()
        change(&configuration)
        let sandbox = try await Sandbox.start(configuration)
        let wire = Wire(sandbox.url)
        let token = await requestToken(wire, "client_id=demo&client_secret=demo").json["access_token"] as? String
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(Client(sandbox: sandbox, wire: wire, token: token ?? "")))
        } catch {
            result = .failure(error)
        }
        await sandbox.stop()
        try result.get()
    }

    static func requestToken(_ wire: Wire, _ form: String, path: String = tokenPath) async -> Wire.Answer {
        await wire.send(
            "POST", path, ["Content-Type": "application/x-www-form-urlencoded"], body: Data(form.utf8))
    }

    /// Posts JSON to a service, with the token.
    func post(_ path: String, _ json: JSON, headers: [String: String] = [:]) async -> Wire.Answer {
        let all = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        return await wire.send("POST", path, all.merging(headers) { _, last in last }, body: json.encoded)
    }

    /// Asks a service something without a body, with the token.
    func ask(_ method: String, _ path: String) async -> Wire.Answer {
        await wire.send(method, path, ["Authorization": "Bearer \(token)"])
    }

    func send(_ mail: JSON = sampleMail()) async -> Wire.Answer { await post(Self.sendPath, mail) }

    func command(_ method: String, _ path: String, _ json: JSON? = nil) async -> Wire.Answer {
        await wire.send(
            method, "/_sandbox/" + path, json == nil ? [:] : ["Content-Type": "application/json"],
            body: json?.encoded ?? Data())
    }
}

/// A registered mail with one attachment, and `changes` made to its fields; null takes a field away.
func sampleMail(_ changes: [String: JSON] = [:]) -> JSON {
    var fields: [String: JSON] = [
        "message_body": "Please find the notice enclosed.", "sender_email": "office@example.nl",
        "sender_real_name": "The Office", "subject": "Notice", "recipient_email": "bewoner@example.org",
        "recipient_language": "en", "x-own-id": "7", "x-own-guid": "guid-1", "x-own-campaign": "2026",
        "attachments": [
            ["attachment": "QUJD", "attachment_name": "notice.txt", "attachment_type": "text/plain"]
        ],
    ]
    for (name, value) in changes { fields[name] = value == .null ? nil : value }
    return .object(fields)
}

/// A whole message for the secure service.
func sampleMessage(id: String = "<1@example.nl>", header: String = "") -> String {
    "From: office@example.nl\r\nTo: bewoner@example.org\r\nSubject: Notice\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n"
        + "Message-ID: \(id)\r\n\(header)\r\nHello.\r\n"
}

/// A folder that is gone after the test.
func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sandbox-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
}
