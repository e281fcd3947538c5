// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Address {
    /// Whether this can be the name of a user of this machine, whom its own mail system may know: a plain word without `@`.
    ///
    /// Nothing that a sendmail could take for an option, a file or a program, as aliases(5) has them.
    var isLocalName: Bool {
        !mailbox.isEmpty && !mailbox.hasPrefix("-")
            && mailbox.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "._+-".unicodeScalars.contains(scalar)
            }
    }
}
