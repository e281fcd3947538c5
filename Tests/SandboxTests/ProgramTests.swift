// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sandbox

@Suite("the program sealpost-sandbox")
struct ProgramTests {
    /// A run of the program, which lies beside the tests.
    static func run(_ arguments: [String]) throws -> (process: Process, output: FileHandle, errors: FileHandle) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("sealpost-sandbox")
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return (process, output.fileHandleForReading, errors.fileHandleForReading)
    }

    /// Does what blocks on a thread of its own.
    static func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: body()) }.start()
        }
    }

    @Test("it says where it listens, answers, logs, and stops on SIGTERM with 0")
    func life() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let (process, output, _) = try Self.run([
                "--port", "0", "--store", folder + "/store", "--ready-file", folder + "/ready", "--log",
                folder + "/log", "--client-id", "me", "--client-secret", "mine", "--quota", "5/minute",
            ])
            // The URL comes in one piece, and only when connections are taken.
            let line = await Self.blocking { String(decoding: output.availableData, as: UTF8.self) }
            #expect(line.hasPrefix("http://127.0.0.1:") && line.hasSuffix("\n"))
            #expect(try String(contentsOfFile: folder + "/ready", encoding: .utf8) == line)
            let wire = Wire(line.trimmingCharacters(in: .newlines))
            let token = await Client.requestToken(wire, "client_id=me&client_secret=mine")
            #expect(token.status == 200)
            #expect(token.header("quota-limit") == "5")
            process.terminate()
            await Self.blocking { process.waitUntilExit() }
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
            let log = try String(contentsOfFile: folder + "/log", encoding: .utf8)
            #expect(log.contains("POST /oauth/client_credential/accesstoken 200"))
            #expect(!log.contains("mine"))
        }
    }

    @Test(
        "what it can't do it says, and exits with 69; what it does not know, with 64",
        arguments: [
            (["--host", "0.0.0.0"], 69, "refusing to listen on 0.0.0.0"),
            (["--store", "/dev/null/x"], 69, "cannot keep requests in /dev/null/x"),
            (["--quota", "many"], 64, "quota"), (["--existing", "500"], 64, "200, 400 or 409"),
        ])
    func refusal(arguments: [String], status: Int32, text: String) async throws {
        let (process, _, errors) = try Self.run(arguments)
        let message = await Self.blocking { String(decoding: errors.readDataToEndOfFile(), as: UTF8.self) }
        await Self.blocking { process.waitUntilExit() }
        #expect(process.terminationStatus == status)
        #expect(message.contains(text))
    }
}
