// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `sealpost dossier`, and `sealpost log verify --dossier`.
@Suite("the dossier command") struct DossierProgramTests {
    @Test("a dossier is made, is made again in vain, and is not overwritten by another")
    func makes() async throws {
        try await Services.serve { desk, _ in
            let door = try await desk.command(
                ["sealpost-sendmail", "-t", "-i"], input: desk.mail("[registered] hello")
            ).run()
            try #require(door.status == 0)
            try #require(try await desk.sealpost("deliver").status == 0)
            try await check(desk)
        }
    }

    private func check(_ desk: Desk) async throws {
        let log = try await desk.sealpost("log", "--json").output
        let sent = try log.split(separator: "\n").compactMap { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        }.first { $0["step"] as? String == "send" }
        let id = try #require(sent?["message"] as? String)
        let facts = try #require(sent?["facts"] as? [[String: Any]])
        let ticket = try #require(facts.first { $0["name"] as? String == "ticket_token" }?["value"] as? String)
        let folder = desk.folder.file("dossier")
        let made = try await desk.sealpost("dossier", id, "--out", folder)
        #expect(made.status == 0 && made.output.contains("files about \(id)"), "\(made)")
        #expect(desk.folder.names(in: "dossier").contains("timeline.html"))
        let again = try await desk.sealpost("dossier", ticket, "--out", folder)
        #expect(again.status == 0 && again.output.contains("is the same"), "\(again)")
        #expect(try await desk.sealpost("log", "verify", "--dossier", folder).status == 0)
        let archive = desk.folder.file("dossier.zip")
        #expect(try await desk.sealpost("dossier", id, "--out", archive).status == 0)
        #expect(try await desk.sealpost("dossier", id, "--out", archive).status == 0)

        try desk.folder.write("dossier/timeline.html", "changed")
        let refused = try await desk.sealpost("dossier", id, "--out", folder)
        #expect(refused.status == 73 && refused.errors.contains("timeline.html differs"), "\(refused)")
        let found = try await desk.sealpost("log", "verify", "--dossier", folder)
        #expect(found.status == 65 && found.output.hasPrefix("altered  "), "\(found)")
        #expect(try await desk.sealpost("log", "verify", "--dossier", desk.folder.file("none")).status == 66)
        #expect(try await desk.sealpost("dossier", "zzzzzzzz", "--out", folder).status == 64)
        #expect(try await desk.sealpost("dossier", "zz", "--out", folder).status == 64)
    }
}
