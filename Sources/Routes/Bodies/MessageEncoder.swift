// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import TransferEncodings

/// Brings the bytes of a message into one form, in chunks of any size.
///
/// LF and CRLF become the form's line end; a CR that stands alone is no line end and stays (RFC 5322, section 2.3).
struct MessageEncoder {
    private let form: MessageForm
    private let lineEnd: [UInt8]
    private var base64 = Base64Encoder()
    /// Whether the last chunk ended with a CR, which may belong to a line end that goes on in the next.
    private var heldCR = false

    init(_ form: MessageForm) {
        self.form = form
        lineEnd =
            switch form {
            case .jsonText: Array(#"\r\n"#.utf8)
            case .base64, .network: [13, 10]
            case .local: [10]
            }
    }

    mutating func encode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        guard form == .base64 else { return write(chunk, into: &output) }
        // The chunk as a whole, since Base64 is slow on single lines.
        var lines: [UInt8] = []
        write(chunk, into: &lines)
        lines.withUnsafeBytes { base64.encode($0, into: &output) }
    }

    mutating func finish(into output: inout [UInt8]) {
        guard form == .base64 else { return writeHeld(into: &output) }
        var lines: [UInt8] = []
        writeHeld(into: &lines)
        lines.withUnsafeBytes { base64.encode($0, into: &output) }
        base64.finish(into: &output)
    }

    private mutating func write(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        guard let first = chunk.first else { return }
        if heldCR && first != 10 { writeHeld(into: &output) }
        heldCR = false
        var start = 0
        while let place = chunk.firstIndex(from: start, seek: { $0.equal(to: 10) | $0.equal(to: 13) }) {
            write(text: UnsafeRawBufferPointer(rebasing: chunk[start..<place]), into: &output)
            start = place + 1
            if chunk[place] == 10 {
                output += lineEnd
            } else if start == chunk.count {
                heldCR = true
            } else if chunk[start] != 10 {
                write(text: UnsafeRawBufferPointer(rebasing: chunk[place..<start]), into: &output)
            }
        }
        write(text: UnsafeRawBufferPointer(rebasing: chunk[start...]), into: &output)
    }

    /// Writes the CR that was held back and turned out to stand alone.
    private mutating func writeHeld(into output: inout [UInt8]) {
        guard heldCR else { return }
        heldCR = false
        [UInt8(13)].withUnsafeBytes { write(text: $0, into: &output) }
    }

    private func write(text: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        if form == .jsonText {
            JSONText.escape(text, into: &output)
        } else {
            output.append(contentsOf: text)
        }
    }
}
