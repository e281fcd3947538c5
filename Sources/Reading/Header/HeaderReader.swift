// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import TransferEncodings

/// Decodes the header fields of a message.
struct HeaderReader {
    /// The fields in order.
    private(set) var fields: [HeaderField] = []
    private(set) var doubts: [Doubt] = []

    init(_ raw: [RawField], source: UnsafeRawBufferPointer, limits: ReadingLimits) {
        var addressReader = AddressFieldReader(limits: limits)
        for field in raw {
            let value = Unfolding.value(source[field.value])
            let name = field.name.lowercased()
            let decoded = EncodedWordDecoder.decode(value)
            if decoded.isDamaged {
                doubts.append(
                    Doubt(.remark, "the charset of \(field.name) had to be guessed", at: field.range.lowerBound))
            }
            let addresses =
                AddressFieldReader.holdsAddresses(name)
                ? addressReader.read(value, name: field.name, at: field.range.lowerBound) : []
            fields.append(
                HeaderField(name: field.name, value: decoded.text, addresses: addresses, range: field.range))
        }
        if fields.reduce(0, { $0 + $1.addresses.count }) > limits.addresses {
            doubts.append(Doubt(.grave, "there are more than \(limits.addresses) addresses"))
        }
        doubts += addressReader.doubts
    }
}
