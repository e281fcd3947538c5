// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Feature {
    /// RFC 5260, section 6.
    static let index = Feature(
        capabilities: ["index"],
        fieldTags: [
            { draft in
                ":index \(draft.random.number(1...3))" + (draft.random.chance(40) ? " :last" : "")
            }
        ])
}
