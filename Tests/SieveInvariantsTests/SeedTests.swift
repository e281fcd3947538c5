// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
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
    func running() throws { try hold(for: "SieveRunning", RunningInvariants.check) }

    @Test("whatever is decided is allowed, and explained as it is")
    func deciding() throws { try hold(for: "RulesDeciding", DecidingInvariants.check) }

    @Test("the invariants notice a script that breaks them")
    func noticing() {
        #expect(FuzzDictionary.text.contains("\"fileinto\"\n"))
        #expect(FuzzDictionary.text.contains("\"\\\"envelope\\\"\"\n"))
    }
}
