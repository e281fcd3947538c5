// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How far the encoded words of a field reach together.
///
/// Libetpan reads a word to its end, and one without an end to the end of the field; then it reads on from where the next could
/// begin. A field full of beginnings costs it quadratic time (`mailmime_encoded_word_parse`).
enum EncodedWordReach {
    /// Adds up, over the bytes of one field, how far it is from each `=?` to the next `?=`, or to the end.
    static func total(in bytes: [UInt8]) -> Int {
        let (mark, equals) = (UInt8(ascii: "?"), UInt8(ascii: "="))
        var total = 0
        var end = bytes.count
        for index in bytes.indices.dropLast().reversed() {
            switch (bytes[index], bytes[index + 1]) {
            case (mark, equals): end = index
            case (equals, mark): total += end - index
            default: break
            }
        }
        return total
    }
}
