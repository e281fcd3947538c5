// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Glibc
import Mail

/// Says of each address on standard output whether it is one that mail can be sent to; sends nothing, and asks nobody.
///
/// Rules decide about a whole message, so what would become of one is for `sealpost explain` to say.
func verify(_ arguments: SendmailArguments) -> ExitStatus {
    let addresses = arguments.envelope.recipients
    guard !addresses.isEmpty else { fail("-bv: name the addresses as arguments", .usage) }
    var status = ExitStatus.ok
    for address in addresses {
        let isComplete = Address(mailbox: address).isComplete
        if !isComplete { status = .noUser }
        let verdict = isComplete ? "is a complete mail address" : "is no complete mail address"
        print("\(address)... \(verdict)".onOneLine + "\n", on: STDOUT_FILENO)
    }
    return status
}
