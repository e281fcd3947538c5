// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How deep parentheses are nested in a header, at most.
///
/// Libetpan recurses for each, as comments nest; quotes and escapes are not looked at, which can only count too many.
enum ParenthesisDepth {
    /// Counts over the bytes of one field.
    static func maximum(in bytes: some Sequence<UInt8>) -> Int {
        var depth = 0
        var maximum = 0
        for byte in bytes {
            if byte == UInt8(ascii: "(") {
                depth += 1
                maximum = max(maximum, depth)
            } else if byte == UInt8(ascii: ")") {
                depth = max(0, depth - 1)
            }
        }
        return maximum
    }
}
