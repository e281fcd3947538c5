// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail

/// Speaks SMTP on standard input and output.
func serve(_ arguments: SendmailArguments, _ program: SealpostProgram) -> Never {
    fail("-bs: SMTP on standard input is not to be had: give the message itself, with -t or recipients", .unavailable)
}
