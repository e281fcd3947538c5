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
        for piece in part.range.pieces(of: 65_536) {
            source.withBytes(in: piece) { decoder.decode($0, into: &output) }
            source.release(piece)
            try output.withBytes(in: 0..<output.count, body)
            output.removeAll(keepingCapacity: true)
        }
        decoder.finish(into: &output)
        try output.withBytes(in: 0..<output.count, body)
    }
}
