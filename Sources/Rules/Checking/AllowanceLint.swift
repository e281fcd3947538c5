// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// `discard` and `redirect` where the settings don't allow them.
struct AllowanceLint: Lint {
    func findings(in compilation: Compilation, profile: Profile) -> [Diagnostic] {
        compilation.allCalls.compactMap { call in
            switch call.name {
            case "discard" where !profile.allowsDiscard:
                return compilation.diagnostic(.error, "the settings don't allow discard; this holds", at: call.place)
            case "redirect" where call.tag("list") == nil:
                guard let string = call.strings(0).first, let address = string.constant,
                    !profile.allowsRedirect(to: address)
                else { return nil }
                return compilation.diagnostic(
                    .error, "the settings don't allow redirection to \(address); this holds", at: string.place)
            default:
                return nil
            }
        }
    }
}
