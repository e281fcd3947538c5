// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// Flags that the copy of a sent mail can't have.
struct FlagLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.flatMap(flags).flatMap { string in
            (string.constant ?? "").split(separator: " ").compactMap { name in
                CopyFlag.objection(to: String(name)).map {
                    compilation.diagnostic(.warning, $0, at: string.place, suggestion: suggestion(for: name))
                }
            }
        }
    }

    /// What becomes a flag of the copy; a variable's flags may be for other things.
    private func flags(_ call: CheckedCall) -> [CheckedString] {
        switch call.name {
        case "setflag", "addflag": return call.arguments.count == 1 ? call.strings(0) : []
        case "keep", "fileinto": return call.tag("flags")?.strings ?? []
        default: return []
        }
    }

    private func suggestion(for name: Substring) -> String {
        // In a quoted string one backslash is none.
        if let flag = CopyFlag(named: "\\" + name) { return "write \"\\\(flag.rawValue)\"" }
        return "there are " + CopyFlag.allCases.map { "\"\\\($0.rawValue)\"" }.joined(separator: ", ")
    }
}
