// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A cursor over the lines of a message.
///
/// A line ends with LF, or CRLF. A lone CR is no line end here, as in most mail programs.
struct Lines {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// A line's content without its ending, and where the next line begins.
    struct Line {
        var content: Range<Int>
        var next: Int
    }

    /// The line at the present position; nil at the end.
    func line() -> Line? {
        guard position < bytes.count else { return nil }
        let feed = bytes.firstIndex(of: 0x0A, from: position)
        var end = feed ?? bytes.count
        if feed != nil && end > position && bytes[end - 1] == 0x0D { end -= 1 }
        return Line(content: position..<end, next: feed.map { $0 + 1 } ?? bytes.count)
    }
}
