// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The engine, killed at every step that leaves something behind, and at moments that nobody chose.
///
/// A step is a system call that changes a file, a folder or what the other side knows; between two of them a crash can't
/// leave anything that it doesn't leave at one of them. Each is found by looking at a pass that went well. The suite takes
/// a sample, another one each day; `make soak` takes all, with `ENGINE_CRASHES=all`.
@Suite(
    "sealpost deliver, killed", .serialized,
    .enabled(if: Programs.canTrace, "strace is not installed, or ptrace(2) is refused"))
struct EngineCrashTests {
    private static let takesAll = ProcessInfo.processInfo.environment["ENGINE_CRASHES"] == "all"

    /// After so many a new mailbox is taken, since all that is in one is looked at each time.
    private static let roundsOfOneMailbox = 40

    /// What changes the world; reading and waiting doesn't.
    private static let calls = [
        "openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2", "link", "linkat",
        "unlink",
        "unlinkat", "mkdir", "connect", "sendto", "sendmsg", "recvfrom", "flock", "fcntl",
    ]

    /// The steps of one good pass: each call by name, and which of its name it is in the thread that makes most of them.
    private func steps(_ trial: EngineTrial) async throws -> [(call: String, number: Int)] {
        // Not the first, which makes the ledger and the folders as well: the passes to come don't.
        try trial.drop()
        #expect(try await trial.pass().status == 0)
        _ = try await trial.settle("the first")
        try trial.drop()
        let end = try await trial.pass(["-e", "trace=\(Self.calls.joined(separator: ","))"])
        #expect(end.status == 0, "\(end.errors)")
        _ = try await trial.settle("not killed")
        var most: [String: Int] = [:]
        var counts: [String: Int] = [:]
        for line in try trial.desk.folder.text("trace").split(separator: "\n") where !line.contains("resumed>") {
            let words = line.split(separator: " ")
            guard words.count > 1, let call = words[1].split(separator: "(").first, Self.calls.contains(String(call))
            else { continue }
            counts["\(words[0]) \(call)", default: 0] += 1
            most[String(call)] = max(most[String(call)] ?? 0, counts["\(words[0]) \(call)"] ?? 0)
        }
        return Self.calls.flatMap { call in (1..<(most[call] ?? 0) + 1).map { (call, $0) } }
    }

    @Test("killed at any of its steps, it sends each mail once or says that it does not know")
    func everyStep() async throws {
        var trial = try await EngineTrial()
        let steps = try await steps(trial)
        #expect(steps.count > 200)
        let day = Int(Date().timeIntervalSince1970 / 86_400)
        let stride = Self.takesAll ? 1 : steps.count / 24
        var killed = 0
        var ends: [String: Int] = [:]
        for (index, step) in steps.enumerated() where (index + day) % stride == 0 {
            if index % Self.roundsOfOneMailbox == 0 { trial = try await EngineTrial() }
            // Which thread makes which calls differs, so that the last ones of a thread don't come each time.
            var wasKilled = false
            for _ in 0..<(Self.takesAll ? 4 : 1) where !wasKilled {
                try trial.drop()
                let end = try await trial.pass([
                    "-e", "trace=\(step.call)", "-e", "inject=\(step.call):signal=KILL:when=\(step.number)",
                ])
                wasKilled = end.status != 0
                ends.merge(try await trial.settle("\(step.call) \(step.number)"), uniquingKeysWith: +)
            }
            killed += wasKilled ? 1 : 0
        }
        print("Of \(steps.count) steps, killed at \(killed); recipients ended as \(ends)")
        #expect(killed > 10)
    }

    @Test("killed at random, again and again, it sends each mail once or says that it does not know")
    func anyMoment() async throws {
        var trial = try await EngineTrial()
        try trial.drop()
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await trial.pass().status == 0)
        let taken = clock.now - start
        var ends = try await trial.settle("not killed")
        let whole =
            UInt64(taken.components.attoseconds / 1_000_000_000_000) + UInt64(taken.components.seconds) * 1_000_000
        var chance = SeededGenerator(seed: UInt64(Date().timeIntervalSince1970))
        let runs = Self.takesAll ? 1000 : 20
        for run in 0..<runs {
            if run % Self.roundsOfOneMailbox == 0 { trial = try await EngineTrial() }
            try trial.drop()
            // Sometimes the next one is killed as well.
            repeat {
                try await trial.pass(killedAfter: UInt32(UInt64.random(in: 1...whole, using: &chance)))
            } while Int.random(in: 0..<3, using: &chance) == 0
            ends.merge(try await trial.settle("run \(run)"), uniquingKeysWith: +)
        }
        print("Killed at random in \(runs) runs; recipients ended as \(ends)")
    }
}
