// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The unfolding of a field's value.
///
/// RFC 5322, section 2.2.3: the line breaks go, the white space that followed them stays.
enum Unfolding {
    /// Removes line breaks, and blanks at both ends; a NUL becomes a blank, since C strings end there.
    static func value(_ raw: some Collection<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        value.reserveCapacity(raw.count)
        for byte in raw where byte != 0x0A && byte != 0x0D { value.append(byte == 0 ? 0x20 : byte) }
        return value.trimmedBlanks()
    }
}
