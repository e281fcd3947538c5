// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sandbox

/// The services, simulated in this process.
enum Services {
    /// Runs them for as long as `body` takes.
    static func simulate<Value: Sendable>(
        _ configuration: SandboxConfiguration = SandboxConfiguration(), _ body: (Sandbox) async throws -> Value
    ) async throws -> Value {
        let sandbox = try await Sandbox.start(configuration)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(sandbox))
        } catch {
            result = .failure(error)
        }
        await sandbox.stop()
        return try result.get()
    }

    /// Runs a desk that uses them, for as long as `body` takes.
    static func serve(startsPass: Bool = false, _ body: (Desk, Sandbox) async throws -> Void) async throws {
        try await simulate { sandbox in
            try await body(try await Desk(services: sandbox.url, startsPass: startsPass), sandbox)
        }
    }
}
