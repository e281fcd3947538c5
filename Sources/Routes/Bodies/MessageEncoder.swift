// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import TransferEncodings

/// Brings the bytes of a message into one form, in chunks of any size.
///
/// LF and CRLF become the form's line end; a CR that stands alone is no line end and stays (RFC 5322, section 2.3).
struct MessageEncoder {
    private let form: MessageForm
    private var base64 = Base64Encoder()
    private var heldCR = false
    private var last: UInt8 = 10
    private var lines: [UInt8] = []

    init(_ form: MessageForm) { self.form = form }

    mutating func encode(_ chunk: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        lines.removeAll(keepingCapacity: true)
        normalize(chunk)
        emit(into: &output)
    }

    mutating func finish(into output: inout [UInt8]) {
        lines.removeAll(keepingCapacity: true)
        if heldCR { lines.append(13) }
        emit(into: &output)
        if form == .base64 { base64.finish(into: &output) }
    }

    private mutating func normalize(_ chunk: UnsafeRawBufferPointer) {
        var start = 0
        for index in chunk.indices {
            let byte = chunk[index]
            if heldCR {
                // The CR was kept back, since it may belong to a line end that goes on here.
                heldCR = false
                if byte != 10 { lines.append(13) }
            }
            guard byte == 10 || byte == 13 else { continue }
            lines.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[start..<index]))
            start = index + 1
            if byte == 13 {
                heldCR = true
            } else {
                if form != .local { lines.append(13) }
                lines.append(10)
            }
        }
        lines.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[start...]))
    }

    private mutating func emit(into output: inout [UInt8]) {
        switch form {
        case .jsonText: lines.withUnsafeBytes { JSONText.escape($0, into: &output) }
        case .base64: lines.withUnsafeBytes { base64.encode($0, into: &output) }
        case .network, .local: output.append(contentsOf: lines)
        }
    }
}
