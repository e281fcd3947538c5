// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Invariants
import SieveInvariants
import Testing

/// What fuzzing has found interesting, or once found wrong, held against the same invariants as there.
@Suite struct SeedTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzzers/Seeds")

    private static func seeds(of fuzzer: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = folder.appending(path: fuzzer)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try names.map { ($0, Array(try Data(contentsOf: folder.appending(path: $0)))) }
    }

    private func hold(
        for fuzzer: String, _ check: ([UInt8]) throws(InvariantFailure) -> Void
    ) throws {
        let seeds = try Self.seeds(of: fuzzer)
        #expect(seeds.count > 10)
        for (name, bytes) in seeds {
            #expect(throws: Never.self, "\(fuzzer)/\(name)") { try check(bytes) }
        }
    }

    @Test("whatever is compiled is answered, each finding at its place")
    func compiling() throws { try hold(for: "SieveCompiling", CompilingInvariants.check) }

    @Test("whatever runs keeps to its limits, and comes to the same with and without a trace")
    func running() throws {
        try hold(for: "SieveRunning") { bytes throws(InvariantFailure) in try RunningInvariants.check(bytes) }
    }

    @Test(
        "a seed with a name of its own is a script that runs",
        arguments: try seeds(of: "SieveRunning").filter { $0.name.count < 20 }.map(\.name))
    func seedsRun(_ name: String) throws {
        let seed = try #require(try Self.seeds(of: "SieveRunning").first { $0.name == name })
        #expect(try RunningInvariants.check(seed.bytes) > 0)
    }

    @Test("whatever is decided is allowed, and explained as it is")
    func deciding() throws { try hold(for: "RulesDeciding", DecidingInvariants.check) }

    @Test("the fuzzers know every word of the language")
    func dictionary() {
        #expect(FuzzDictionary.text.contains("\"fileinto\"\n"))
        #expect(FuzzDictionary.text.contains("\"\\\"envelope\\\"\"\n"))
    }
}
