// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
import TransferEncodings

extension Message {
    /// Decodes a part in pieces and hands each to `body`, so that memory does not grow with the part.
    public func decode<Failure: Error>(
        _ part: BodyPart, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var decoder = ContentDecoder(part.encoding)
        var output: [UInt8] = []
        var position = part.range.lowerBound
        while position < part.range.upperBound {
            let end = min(position + 65_536, part.range.upperBound)
            source.withBytes(in: position..<end) { decoder.decode($0, into: &output) }
            try output.withBytes(in: 0..<output.count, body)
            output.removeAll(keepingCapacity: true)
            position = end
        }
        decoder.finish(into: &output)
        try output.withBytes(in: 0..<output.count, body)
    }
}
