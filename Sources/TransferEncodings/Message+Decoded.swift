// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

extension Message {
    /// Decodes the bytes of a leaf from its transfer encoding; text stays in its own charset and with its own line ends.
    ///
    /// The whole result is held: use ``ContentDecoder`` over ranges of `source` for what may be large.
    public func decodedBytes(of part: BodyPart) -> [UInt8] {
        var decoder = ContentDecoder(part.encoding)
        var output: [UInt8] = []
        source.withBytes(in: part.range) { decoder.decode($0, into: &output) }
        decoder.finish(into: &output)
        return output
    }
}
