// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Groups of digits with a single separator between each two: `4111 1111 1111 1111`, `21-11-2026 123456782`.
///
/// Which of the groups are one number is for the reader of the chain to say.
struct DigitChain {
    /// Where each group stands.
    private(set) var groups: [Range<Int>] = []
    /// What stands behind each group but the last.
    private(set) var separators: [NumberSeparator] = []

    /// Reads the chain that begins with the digit at `start`, in place of what was read before.
    mutating func read(_ text: [UInt8], at start: Int) {
        groups.removeAll(keepingCapacity: true)
        separators.removeAll(keepingCapacity: true)
        var index = start
        while true {
            let begin = index
            while index < text.count, text[index].isDigit { index += 1 }
            groups.append(begin..<index)
            guard let (separator, length) = NumberSeparator.read(text, at: index), index + length < text.count,
                text[index + length].isDigit
            else { return }
            separators.append(separator)
            index += length
        }
    }
}
