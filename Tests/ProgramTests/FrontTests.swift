// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sandbox
import TestSupport
import Testing

/// Delivery over TLS and HTTP/2 by a server that is none of ours.
@Suite(
    "behind nginx",
    .enabled(if: Programs.has("nginx") && Programs.has("openssl"), "nginx or openssl is not installed"))
struct FrontTests {
    /// Delivers one mail of each kind to services behind nginx, of which the settings trust this authority, or the system's.
    private func deliver(
        trusting name: String?, _ body: (Desk, Sandbox, Front) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let authorities = try await ["ours": Authority("ours", in: folder), "other": Authority("other", in: folder)]
        try await Services.simulate { sandbox in
            await sandbox.setDomain("office.example", valid: true)
            let front = try await Front(before: sandbox.url, authority: try #require(authorities["ours"]))
            let trusted = name.flatMap { authorities[$0] }.map { "certificate_file = \"\($0.certificate)\"" }
            let desk = try await Desk(services: front.url, more: trusted ?? "")
            for word in ["registered", "secure"] {
                try desk.folder.write("Mail/Outbox/new/\(word)", desk.mail("[\(word)] hello"))
            }
            #expect(try await desk.sealpost("deliver").status == 0)
            try await body(desk, sandbox, front)
            try await front.stop()
        }
    }

    @Test("mail is sent over HTTP/2 to a server whose certificate is vouched for")
    func trusted() async throws {
        try await deliver(trusting: "ours") { desk, sandbox, front in
            let queue = try await desk.sealpost("queue").output
            #expect(queue == "Nothing waits.\n", "\(queue)\(front.errors)")
            #expect(await sandbox.accepted(at: .send).map(\.recipients) == [["piet@example.org"]])
            #expect(await sandbox.accepted(at: .message).map(\.recipients) == [["piet@example.org"]])
            let requests = try await front.requests(atLeast: 3)
            #expect(requests.allSatisfy { $0.hasPrefix("HTTP/2.0 TLSv1.") }, "\(requests)")
            #expect(requests.contains { $0.hasSuffix("/webservice/mailsender/send") })
        }
    }

    @Test(
        "mail is not sent to a server whose certificate nobody known vouches for: it waits, and says why",
        arguments: ["other", nil])
    func unknown(name: String?) async throws {
        try await deliver(trusting: name) { desk, sandbox, _ in
            let json = try await desk.sealpost("queue", "list", "--json").output
            let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
            let recipients = (list ?? []).flatMap { $0["recipients"] as? [[String: Any]] ?? [] }
            #expect(recipients.compactMap { $0["state"] as? String } == ["deferred", "deferred"], "\(json)")
            #expect(
                recipients.compactMap { $0["reason"] as? String }.allSatisfy { $0.contains("certificate") }, "\(json)")
            #expect(await sandbox.accepted.isEmpty)
            #expect(await sandbox.tokensIssued == 0)
        }
    }
}
