// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Text whose soft line breaks are undone: each paragraph is one line again.
///
/// A line that ends with a blank goes on in the next one of the same quoting depth. Quoted lines begin with `> ` for each level
/// afterwards; the line `-- ` before a signature stays alone. RFC 3676, section 4.
public enum FlowedText {
    /// Joins the lines of `format=flowed` text with LF line ends.
    /// - Parameter deletesBlanks: whether the blank at a soft break belongs to the break (`delsp=yes`).
    public static func joined(_ text: String, deletesBlanks: Bool) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        /// The depth of the line before, if it goes on in this one.
        var openDepth: Int?
        for (number, line) in Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
            var content = line.dropFirst(depth)
            // A blank stands before lines that begin with one, with `>` or with `From `, which tools would take for their own.
            if content.first == 0x20 { content = content.dropFirst() }
            let isSignature = content.elementsEqual("-- ".utf8)
            if openDepth != depth || isSignature {
                if number > 0 { output.append(0x0A) }
                output += [UInt8](repeating: UInt8(ascii: ">"), count: depth)
                if depth > 0 { output.append(0x20) }
            }
            let isSoft = content.last == 0x20 && !isSignature
            output += isSoft && deletesBlanks ? content.dropLast() : content
            openDepth = isSoft ? depth : nil
        }
        return String(decoding: output, as: UTF8.self)
    }
}
