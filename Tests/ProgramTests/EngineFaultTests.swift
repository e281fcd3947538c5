// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The engine, to which the kernel says no once: at each of its calls, in each way.
///
/// The suite takes a few, others each day; `make soak` takes all, with `ENGINE_FAULTS=all`.
@Suite(
    "sealpost deliver, let down by the system", .serialized,
    .enabled(if: Programs.canTrace, "strace is not installed, or ptrace(2) is refused"))
struct EngineFaultTests {
    private static let takesAll = ProcessInfo.processInfo.environment["ENGINE_FAULTS"] == "all"
    private static let roundsOfOneMailbox = 40

    /// What fails, and how: full disks, failing ones, read-only ones, too many open files.
    private static let faults = [
        ("openat", "EMFILE"), ("openat", "EROFS"), ("write", "ENOSPC"), ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"),
        ("fsync", "EIO"), ("fdatasync", "EIO"), ("ftruncate", "ENOSPC"), ("rename", "EROFS"), ("rename", "ENOSPC"),
        ("unlink", "EROFS"), ("mmap", "ENOMEM"), ("flock", "ENOLCK"), ("socket", "EMFILE"), ("connect", "ENETUNREACH"),
        ("sendto", "ECONNRESET"), ("recvfrom", "ECONNRESET"),
    ]

    @Test("whichever call fails, that is said, and the next pass sends each mail once or says that it does not know")
    func everyFault() async throws {
        var trial = try await EngineTrial()
        // The first makes the ledger and the folders as well: the passes to come don't.
        try trial.drop()
        #expect(try await trial.pass().status == 0)
        _ = try await trial.settle("the first")
        let counts = try await counts(trial)
        let steps = Self.faults.flatMap { fault in (1...max(counts[fault.0] ?? 1, 1)).map { (fault, $0) } }
            // The dynamic linker does not survive its first, and nothing of the program has run by then.
            .filter { $0.0.0 != "mmap" || $0.1 > 1 }
        let day = Int(Date().timeIntervalSince1970 / 86_400)
        let stride = Self.takesAll ? 1 : max(steps.count / 5, 1)
        var (rounds, failed) = (0, 0)
        var ends: [String: Int] = [:]
        for (index, ((call, error), number)) in steps.enumerated() where (index + day) % stride == 0 {
            rounds += 1
            if rounds % Self.roundsOfOneMailbox == 0 { trial = try await EngineTrial() }
            try trial.drop()
            let place = "\(call) \(number) fails with \(error)"
            let end = try await trial.pass([
                "-e", "trace=\(call)", "-e", "inject=\(call):error=\(error):when=\(number)",
            ])
            // 127: not even the program's libraries could be read; 69: those that it loads later; 78: nor its settings.
            let status = try #require(end.status, "\(place): \(end.errors)")
            #expect([0, 69, 75, 78, 127].contains(status), "\(place): \(end)")
            #expect(status == 0 || !end.errors.isEmpty, "\(place)")
            failed += end.errors.isEmpty ? 0 : 1
            #expect(try await trial.pass().status == 0, "\(place)")
            try await trial.hasten()
            // Rules that can't be read hold a mail first, and that is told.
            ends.merge(try await trial.settle(place, mayBeHeldFirst: true), uniquingKeysWith: +)
        }
        print("Of \(steps.count) faults, tried \(rounds), of which \(failed) were told of; recipients ended as \(ends)")
    }

    @Test("where there are no random numbers from a device, nobody's identifier is another's, and nobody is lost")
    func noDevice() async throws {
        let trial = try await EngineTrial()
        for _ in 0..<2 {
            try trial.drop()
            let end = try await trial.pass([
                "-P", "/dev/urandom", "-P", "/dev/random", "-e", "trace=openat", "-e", "inject=openat:error=EMFILE",
            ])
            #expect(end.status == 0, "\(end.errors)")
            try await trial.hasten()
            _ = try await trial.settle("no random numbers")
        }
    }

    /// How often a good pass makes each call, in the thread that makes most of them.
    private func counts(_ trial: EngineTrial) async throws -> [String: Int] {
        let calls = Set(Self.faults.map(\.0))
        try trial.drop()
        #expect(try await trial.pass(["-e", "trace=\(calls.joined(separator: ","))"]).status == 0)
        _ = try await trial.settle("without a fault")
        var counts: [String: Int] = [:]
        for line in try trial.desk.folder.text("trace").split(separator: "\n") where !line.contains("resumed>") {
            let words = line.split(separator: " ")
            guard words.count > 1, let call = words[1].split(separator: "(").first, calls.contains(String(call))
            else { continue }
            counts["\(words[0]) \(call)", default: 0] += 1
            counts[String(call)] = max(counts[String(call)] ?? 0, counts["\(words[0]) \(call)"] ?? 0)
        }
        return counts
    }
}
