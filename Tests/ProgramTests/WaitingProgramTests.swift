// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
import Sandbox
import TestSupport
import Testing

/// What a person finds out about what doesn't move: accounts that wait, and files in quarantine.
@Suite("what waits, as a person is shown it")
struct WaitingProgramTests {
    @Test("the quota is shown as it was last told, to people and to programs, and whom it keeps waiting")
    func quota() async throws {
        try await Services.serve { desk, sandbox in
            let before = try await desk.sealpost("quota")
            #expect(before.status == 0)
            #expect(before.output.hasPrefix("account kpn\n") && before.output.contains("no quota known"))
            await sandbox.setQuota(Quota(limit: 1, interval: 2, unit: .hour))
            let door = try await desk.command(
                ["sealpost-sendmail", "-t", "-i", "-odq"], input: desk.mail("[registered] hello")
            )
            .run()
            #expect(door.status == 0)
            _ = try await desk.sealpost("deliver")
            let after = try await desk.sealpost("quota").output
            #expect(after.contains("1 of 1 calls in 2 hours, counted anew at "))
            #expect(after.contains("; learnt "))
            #expect(after.contains("waits until ") && after.contains("the quota is used up"))
            #expect(try await desk.sealpost("queue").output.contains("routes registered, secure: waits until "))
            let json = try await desk.sealpost("quota", "--json").output
            let routes = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
            let registered = try #require(routes.first { $0["route"] as? String == "registered" })
            #expect(registered["account"] as? String == "kpn")
            #expect(registered["used"] as? Int == 1 && registered["interval"] as? Int == 2)
            #expect((registered["fields"] as? [String: String])?["quota-limit"] == "1")
            #expect((registered["pause"] as? [String: String])?["until"] == registered["reset"] as? String)
        }
    }

    @Test("a file in quarantine is in the queue's list, with how to put it back")
    func quarantine() async throws {
        let desk = try await Desk()
        let id = SpoolID()
        try desk.folder.write(".local/state/sealpost/spool/new/\(id)", "torn\n")
        _ = try await desk.sealpost("deliver")
        let list = try await desk.sealpost("queue").output
        #expect(list.contains("\(id)  in quarantine: "))
        #expect(list.contains("mv \(desk.spool.path)/bad/\(id) \(desk.spool.path)/new/\(id)"))
        #expect(desk.folder.names(in: "Mail/Notices/new").count == 1)
    }
}
