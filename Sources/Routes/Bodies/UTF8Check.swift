// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Whether bytes, fed in chunks, are UTF-8.
///
/// RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
struct UTF8Check {
    /// How many continuation bytes are still due.
    private var due = 0
    /// What the next continuation byte may be: narrower than usual after some first bytes.
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF
    private(set) var isValid = true

    /// Whether what was fed so far is UTF-8 that does not end within a character.
    var isWhole: Bool { isValid && due == 0 }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        guard isValid else { return }
        var position = 0
        while position < bytes.count {
            if due == 0 {
                guard let place = bytes.firstIndex(from: position, seek: { $0.beyondASCII }) else { return }
                guard begin(bytes[place]) else { return isValid = false }
                position = place + 1
            } else {
                guard allowed.contains(bytes[position]) else { return isValid = false }
                due -= 1
                allowed = 0x80...0xBF
                position += 1
            }
        }
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC2...0xDF: (due, allowed) = (1, 0x80...0xBF)
        case 0xE0: (due, allowed) = (2, 0xA0...0xBF)
        case 0xED: (due, allowed) = (2, 0x80...0x9F)
        case 0xE1...0xEF: (due, allowed) = (2, 0x80...0xBF)
        case 0xF0: (due, allowed) = (3, 0x90...0xBF)
        case 0xF1...0xF3: (due, allowed) = (3, 0x80...0xBF)
        case 0xF4: (due, allowed) = (3, 0x80...0x8F)
        default: return false
        }
        return true
    }
}
