// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The system calls of a run under `strace -f -o`, at each of which a later run can be ended.
enum TracedCalls {
    /// The calls of a trace, each by its name and which of that name it is in its thread, once.
    /// - Parameter condition: Which lines count; all calls are numbered.
    static func steps(in trace: String, where condition: (Substring) -> Bool) -> [(call: String, number: Int)] {
        var counts: [String: Int] = [:]
        var found: Set<String> = []
        var steps: [(call: String, number: Int)] = []
        for line in trace.split(separator: "\n") {
            // PROCESS CALL(ARGUMENTS...; signals, ends, and the second halves of calls begin otherwise.
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let name = words[1].firstMatch(of: /^ *([a-z0-9_]+)\(/)?.1 else { continue }
            counts["\(words[0]) \(name)", default: 0] += 1
            let number = counts["\(words[0]) \(name)"] ?? 0
            // strace's own, by which the program starts.
            guard name != "execve", condition(line), found.insert("\(name) \(number)").inserted else { continue }
            steps.append((String(name), number))
        }
        return steps
    }

    /// Those of some steps that the suite tries: every so many, others each day; all with `DOOR_CRASHES=all`, as `make soak`
    /// has it.
    static func sample<Step>(_ steps: [Step], of count: Int) -> [Step] {
        if ProcessInfo.processInfo.environment["DOOR_CRASHES"] == "all" { return steps }
        let stride = max(steps.count / count, 1)
        let day = Int(Date().timeIntervalSince1970 / 86_400)
        return steps.enumerated().filter { ($0.offset + day) % stride == 0 }.map(\.element)
    }
}
