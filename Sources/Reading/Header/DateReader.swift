// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Etpan
import Mail

/// Turns a Date field into seconds since 1970.
///
/// RFC 5322, sections 3.3 and 4.3.
enum DateReader {
    /// Reads an unfolded value; nil where it names no moment.
    static func seconds(_ value: [UInt8], limits: ReadingLimits = .standard) -> Int64? {
        let isDeep = ParenthesisDepth.maximum(in: value) > limits.parentheses
        guard !isDeep, let strict = DateTimeParser.parse(value) else { return CivilTime(field: value)?.seconds }
        // libetpan does not look at whether the numbers can be.
        let time = CivilTime(
            year: strict.year, month: strict.month, day: strict.day, hour: strict.hour, minute: strict.minute,
            second: strict.second, zone: strict.zone)
        return time?.seconds
    }
}
