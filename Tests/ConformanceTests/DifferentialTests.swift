// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Generated scripts and mails, run by Sealpost's engine and by Pigeonhole's.
@Suite("Two engines")
struct DifferentialTests {
    /// How many cases: a slice as a rule, and as many as `SIEVE_DIFFERENTIAL` says where somebody has the time.
    static let count = ProcessInfo.processInfo.environment["SIEVE_DIFFERENTIAL"].flatMap { UInt64($0) } ?? 200
    static let first = ProcessInfo.processInfo.environment["SIEVE_DIFFERENTIAL_FROM"].flatMap { UInt64($0) } ?? 1

    @Test(
        "generated scripts come to the same actions as in Pigeonhole, or there is a reason",
        .enabled(if: Pigeonhole.trouble == nil, "\(Pigeonhole.trouble ?? "")"))
    func sameActions() throws {
        let features = Feature.all.filter(\.isThere)
        let cases = (Self.first..<Self.first + Self.count).map { Case(seed: $0, features: features) }
        let comparisons = try Comparison.of(cases)
        let differing = try Comparison.smallest(of: comparisons.filter { !$0.agrees && $0.pigeonhole != .crash })
        let crashes = comparisons.count { $0.pigeonhole == .crash }
        var reasons: [String: Int] = [:]
        var unexplained: [Comparison] = []
        for comparison in differing {
            if let known = Difference.known.first(where: { $0.explains(comparison) }) {
                reasons[known.reason, default: 0] += 1
            } else {
                unexplained.append(comparison)
            }
        }
        print(
            "\(comparisons.count) cases: \(comparisons.count { $0.agrees }) agree, "
                + "\(differing.count - unexplained.count) differ for a known reason, \(unexplained.count) for none; "
                + "in \(crashes) Pigeonhole crashed")
        for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) { print("  \(count): \(reason)") }
        let missing = Feature.all.filter { !$0.isThere }.flatMap(\.capabilities)
        if !missing.isEmpty { print("  not there yet: \(missing.joined(separator: ", "))") }
        for comparison in unexplained.prefix(10) { Issue.record("\(comparison.report)") }
        #expect(crashes * 50 <= comparisons.count, "Pigeonhole crashes too often to be asked")
        #expect(unexplained.count == 0, "cases differ without a reason")
        // A generator that writes nonsense would have both engines agree on refusing it.
        for comparison in comparisons {
            if case .refused(let why) = comparison.sealpost, comparison.agrees {
                Issue.record("not a script: \(why)\n\(comparison.report)")
            }
        }
    }
}
