// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CEtpan

/// The strict reading of a Date field's value.
///
/// RFC 5322, section 3.3; mailimf_date_time_parse, which checks no ranges.
public enum DateTimeParser {
    /// Parses an unfolded value; nil where it is no date, or more than a date.
    public static func parse(_ value: [UInt8]) -> DateTime? {
        value.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else { return nil }
                var index = 0
                var date: UnsafeMutablePointer<mailimf_date_time>?
                guard mailimf_date_time_parse(base, characters.count, &index, &date) == 0, let date else { return nil }
                defer { mailimf_date_time_free(date) }
                _ = mailimf_cfws_parse(base, characters.count, &index)
                guard index == characters.count else { return nil }
                var parts = date.pointee
                // Libetpan takes "UT" for one minute east of UTC: it stores a truth value as the offset.
                if parts.dt_zone == 1, value.suffix(2).elementsEqual("UT".utf8) { parts.dt_zone = 0 }
                return DateTime(
                    day: Int(parts.dt_day), month: Int(parts.dt_month), year: Int(parts.dt_year),
                    hour: Int(parts.dt_hour), minute: Int(parts.dt_min), second: Int(parts.dt_sec),
                    zone: Int(parts.dt_zone))
            }
        }
    }
}
