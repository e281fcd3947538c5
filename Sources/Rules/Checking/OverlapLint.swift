// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// Rules that choose differently for one message: it would be held, and whoever wrote them meant one of the two.
struct OverlapLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        Ways(compilation.calls, profile: profile).overlaps.map { overlap in
            let earlier = "line \(overlap.earlier.call.place.line) chose \(overlap.earlier.meaning)"
            let who =
                overlap.isCertain ? "every mail for which \(earlier) comes" : "a mail for which \(earlier) can come"
            return compilation.diagnostic(
                .warning, "\(who) here too, and two choices for one recipient hold it",
                at: overlap.later.call.place, suggestion: overlap.remedy)
        }
    }
}
