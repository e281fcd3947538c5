// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sandbox
import TestSupport
import Testing

/// A desk whose services are simulated in this process, and whose rules send all mail secure: that service gets each mail
/// as it was written.
struct Office {
    let desk: Desk
    let sandbox: Sandbox

    /// Opens an office for as long as `body` takes.
    static func open(_ body: (Office) async throws -> Void) async throws {
        try await Services.serve { desk, sandbox in
            await sandbox.setDomain("office.example", valid: true)
            try desk.folder.write(".config/sealpost/rules.sieve", "require \"fileinto\";\nfileinto \"secure\";\n")
            try await body(Office(desk: desk, sandbox: sandbox))
        }
    }

    /// Delivers what was accepted, and returns all that the service has got.
    func letters() async throws -> [Letter] {
        let delivery = try await desk.sealpost("deliver")
        #expect(delivery.status == 0, "\(delivery.errors)")
        let waiting = try await desk.sealpost("queue").output
        #expect(waiting == "Nothing waits.\n")
        return try await sandbox.accepted(at: .message).map { try Letter($0) }
    }
}
