// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Sizes that no mail can have.
struct SizeLint: Lint {
    /// What the doors take at most, in octets; a larger mail never comes to the rules.
    private static let largest = 100 << 20

    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.filter { $0.name == "size" }.compactMap { call in
            guard let limit = call.amount(0) else { return nil }
            if call.tag("under") != nil, limit == 0 {
                return compilation.diagnostic(
                    .warning, "this is never true: no mail is smaller than nothing", at: call.place)
            }
            guard call.tag("over") != nil, limit >= Self.largest else { return nil }
            return compilation.diagnostic(
                .warning, "this is never true: no mail over 100M is accepted", at: call.place)
        }
    }
}
