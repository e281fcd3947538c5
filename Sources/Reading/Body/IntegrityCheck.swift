// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

/// Looks through attachments for breaches of their transfer encoding, without keeping what is decoded.
///
/// A damaged attachment must be known before a message goes anywhere, not while it is being sent.
struct IntegrityCheck {
    private var output: [UInt8] = []

    /// Whether the part's bytes can be decoded without doubt.
    mutating func isIntact(_ part: BodyPart, of source: any MessageBytes) -> Bool {
        switch part.encoding {
        case .sevenBit, .eightBit, .binary: return true
        case .base64, .quotedPrintable, .uuencode: break
        }
        var decoder = ContentDecoder(part.encoding)
        for stretch in part.range.stretches {
            source.withBytes(in: stretch) { bytes in
                for piece in (0..<bytes.count).pieces(of: 65_536) {
                    output.removeAll(keepingCapacity: true)
                    decoder.decode(UnsafeRawBufferPointer(rebasing: bytes[piece]), into: &output)
                }
            }
            source.release(stretch)
        }
        decoder.finish(into: &output)
        return !decoder.isDamaged
    }
}
