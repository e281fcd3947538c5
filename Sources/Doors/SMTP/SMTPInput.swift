// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The input of an SMTP server, cut into lines and messages however it comes.
///
/// SMTP ends lines with CRLF, but programs that write to a pipe may speak LF alone: the end of the first line decides for
/// all of the session. From then on only that is the end of a line. Where one program takes LF.LF for the end of a message and
/// another one does not, the second one's text can be the first one's commands (SMTP smuggling); nothing is taken for both
/// here. So in a session with CRLF only CRLF.CRLF ends a message, and a lone LF or CR in it is text like any other.
struct SMTPInput {
    private enum LineEnding { case crlf, lf }

    /// Where the scan of a message stands in its line; `dot` and `dotAndReturn` are kept back until it is known what they are.
    private enum Position { case start, dot, dotAndReturn, text, textAndReturn }

    /// The most bytes of a line, its end included: RFC 5321 has 512, and the extensions of MAIL and RCPT some 1,300 more.
    static let lineLimit = 4096

    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to where there is no end of a line.
    private var searched = 0
    private var ending: LineEnding?
    private var position = Position.start

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Takes in what was read.
    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        bytes.removeFirst(start)
        searched = max(searched - start, 0)
        start = 0
        bytes.append(contentsOf: chunk)
    }

    /// The next line; nil where more has to be read.
    mutating func nextLine() -> SMTPLine? {
        guard let end = bytes[max(start, searched)...].firstIndex(of: Self.lineFeed) else {
            searched = bytes.count
            // The end of a line that is too long is all that is still wanted of it, and the byte before.
            if bytes.count - start > Self.lineLimit { start = bytes.count - Self.lineLimit }
            return nil
        }
        let hasReturn = end > start && bytes[end - 1] == Self.carriageReturn
        let own = hasReturn ? LineEnding.crlf : .lf
        defer { start = end + 1 }
        guard (ending ?? own) == own else { return .mixedEnding }
        ending = own
        let isTooLong = end + 1 - start > Self.lineLimit
        return isTooLong ? .tooLong : .text(Array(bytes[start..<(hasReturn ? end - 1 : end)]))
    }

    /// Passes what there is of a message, without the dots that its sender put before dots.
    /// - Returns: Whether the message is at its end; otherwise more has to be read.
    mutating func nextText(into output: inout [UInt8]) -> Bool {
        while start < bytes.count {
            let byte = bytes[start]
            switch (position, byte) {
            case (.text, _):
                // Nearly all of a message is passed here, a line at a time and not byte by byte.
                let end = bytes[start...].firstIndex(of: Self.lineFeed).map { $0 + 1 } ?? bytes.count
                output.append(contentsOf: bytes[start..<end])
                position = position(after: start..<end)
                start = end
                continue
            case (.start, UInt8(ascii: ".")): position = .dot
            case (.dot, Self.carriageReturn) where ending == .crlf: position = .dotAndReturn
            case (.dot, Self.lineFeed) where ending == .lf, (.dotAndReturn, Self.lineFeed):
                start += 1
                position = .start
                return true
            default:
                if position == .dotAndReturn { output.append(Self.carriageReturn) }
                output.append(byte)
                let isEnd = position == .textAndReturn && byte == Self.lineFeed
                position = isEnd ? .start : position(after: start..<start + 1)
            }
            start += 1
        }
        return false
    }

    /// Where the scan stands behind text that was passed.
    private func position(after passed: Range<Int>) -> Position {
        let last = bytes[passed.upperBound - 1]
        if ending == .lf { return last == Self.lineFeed ? .start : .text }
        if last == Self.carriageReturn { return .textAndReturn }
        let isEnd = last == Self.lineFeed && passed.count > 1 && bytes[passed.upperBound - 2] == Self.carriageReturn
        return isEnd ? .start : .text
    }
}
