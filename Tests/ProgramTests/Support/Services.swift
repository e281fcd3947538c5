// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sandbox

/// The services, simulated in this process.
enum Services {
    /// Runs a desk that uses them, for as long as `body` takes.
    static func serve(startsPass: Bool = false, _ body: (Desk, Sandbox) async throws -> Void) async throws {
        let sandbox = try await Sandbox.start()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(try await Desk(services: sandbox.url, startsPass: startsPass), sandbox))
        } catch {
            result = .failure(error)
        }
        await sandbox.stop()
        try result.get()
    }
}
