// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension CopyFlag {
    /// Why the copy of a sent mail can't have the flag of this name; nil if it can.
    static func objection(to name: String) -> String? {
        if CopyFlag(named: name) != nil { return nil }
        let why = name.hasPrefix("\\") ? "it is not the rules' to set" : "a Maildir keeps no keywords"
        return "the flag \(name) does nothing for the copy of a sent mail: \(why)"
    }
}
