// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What a tag such as `:param` reads in a header field, instead of its value.
protocol FieldReading: Sendable {
    /// The values for which the field stands.
    func values(of field: HeaderField, in run: inout Run) throws(ScriptFault) -> [String]
}
