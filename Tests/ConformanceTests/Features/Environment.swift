// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5183, with the items of which both engines say the same, and those that neither has.
    static let environment = Feature(
        capabilities: ["environment"],
        tests: [
            { draft in
                let (name, value) = draft.random.pick([
                    ("name", "Pigeonhole Sieve"), ("location", "MS"), ("phase", "post"),
                    (draft.random.chance(5) ? "PHASE" : "phase", "post"),
                    ("remote-host", ""), ("remote-ip", ""), ("x-none", ""),
                ])
                let (tags, keys) = draft.comparison(with: value)
                return "environment \(tags)\"\(name)\" \(keys)"
            }
        ])
}
