// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A case that the engines see differently, and what each makes of it.
struct Comparison: Sendable {
    var test: Case
    var sealpost: Outcome
    var pigeonhole: Outcome

    var agrees: Bool { sealpost.agrees(with: pigeonhole) }

    /// Runs cases by both engines.
    static func of(_ cases: [Case]) throws -> [Comparison] {
        let scripts = cases.map { (script: $0.script, $0) }
        return try zip(scripts, Pigeonhole.outcomes(of: scripts)).map { entry, theirs in
            Comparison(test: entry.1, sealpost: Outcome(sealpost: entry.script, entry.1), pigeonhole: theirs)
        }
    }

    /// The comparisons with as little script as still shows the difference, so that its reason is plain.
    static func smallest(of comparisons: [Comparison]) throws -> [Comparison] {
        var best = comparisons
        // What is still to be tried for each, the shortest script first.
        var open = best.map { $0.test.smaller }
        while open.contains(where: { !$0.isEmpty }) {
            var tried: [(index: Int, test: Case)] = []
            for index in open.indices {
                tried += open[index].prefix(3).map { (index, $0) }
                open[index] = Array(open[index].dropFirst(3))
            }
            var changed: Set<Int> = []
            for (entry, comparison) in zip(tried, try of(tried.map(\.test))) {
                // A script that is torn apart until it is none shows something else.
                let before = best[entry.index]
                guard !comparison.agrees, comparison.pigeonhole != .crash,
                    comparison.sealpost.isRefused == before.sealpost.isRefused,
                    comparison.pigeonhole.isRefused == before.pigeonhole.isRefused, changed.insert(entry.index).inserted
                else {
                    continue
                }
                best[entry.index] = comparison
                open[entry.index] = comparison.test.smaller
            }
        }
        return best
    }

    /// All that is needed to look into it.
    var report: String {
        """
        seed \(test.seed), from <\(test.sender)> to <\(test.recipient)>
        \(test.sources)
        Sealpost:   \(sealpost)
        Pigeonhole: \(pigeonhole)
        \(String(decoding: test.mail.bytes.prefix(1500), as: UTF8.self))
        """
    }
}
