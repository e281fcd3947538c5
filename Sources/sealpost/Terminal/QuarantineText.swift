// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail

/// The files in quarantine, for a person at a terminal.
enum QuarantineText {
    /// Each file in one line, and how to put it back.
    static func lines(_ files: [QuarantinedFile]) -> [String] {
        files.flatMap { file in
            [
                "\(file.id)  in quarantine: \(PlainText.fitted(file.reason, 110))",
                "  look at it: less \(file.path.onOneLine)",
                "  put it back: mv \(file.path.onOneLine) \(file.acceptedPath.onOneLine)",
            ]
        }
    }
}
