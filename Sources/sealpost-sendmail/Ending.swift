// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Glibc
import Mail

/// Prints one line on standard error, which is all that a mail program shows of us.
func say(_ text: String) { print("sealpost-sendmail: \(text)\n", on: STDERR_FILENO) }

/// Says why, and ends with `status`, when nobody is writing a message.
func fail(_ text: String, _ status: ExitStatus) -> Never {
    say(text)
    exit(status.rawValue)
}

/// Says why, and ends with `status`, after the caller has had time to write the rest of its message.
func refuse(_ text: String, _ status: ExitStatus) -> Never {
    say(text)
    LeftoverInput.discard(from: STDIN_FILENO)
    exit(status.rawValue)
}

/// Writes text to a descriptor; what can't be written there can be said nowhere.
func print(_ text: String, on descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}
