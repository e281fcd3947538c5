// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc
import Mail

extension SpoolFault {
    /// The enhanced status code of the same meaning, with which a line begins that Postfix passes on (RFC 3463).
    ///
    /// Its first digit agrees with ``exitStatus``, since Postfix believes it before the exit status.
    public var enhancedStatus: String {
        switch self {
        case .file(let fault) where [ENOSPC, EDQUOT, EFBIG].contains(fault.code): "4.3.1"
        case .tooLarge: "5.3.4"
        case .badAddress: "5.1.3"
        case .noRecipients: "5.1.0"
        case .mailLoop: "5.4.6"
        default: exitStatus == .tempfail ? "4.3.0" : "5.6.0"
        }
    }
}
