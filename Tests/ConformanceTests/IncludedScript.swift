// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// A generated script that others include (RFC 6609).
struct IncludedScript: Sendable {
    let name: String
    let location: ScriptLocation
    var statements: [Statement]

    /// The command that includes it.
    func inclusion(_ tags: String = "") -> Statement {
        .command("include :\(location.rawValue) \(tags)\"\(name)\";")
    }
}
