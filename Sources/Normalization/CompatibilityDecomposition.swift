// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import CUTF8Proc

extension Unicode.Scalar {
    /// The characters that this one is taken apart into, fully and with compatibility mappings (NFKD); itself where none are.
    ///
    /// Only this target knows utf8proc. Foundation has the same, and brings 45 MB of libraries into every process.
    /// utf8proc_decompose_char, of utf8proc.h; The Unicode Standard, section 3.7.
    public var compatibilityDecomposition: [Unicode.Scalar] {
        let options = utf8proc_option_t(rawValue: UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue)
        var characters: [Int32] = Array(repeating: 0, count: 18)
        var count = utf8proc_decompose_char(Int32(value), &characters, characters.count, options, nil)
        if count > characters.count {
            characters = Array(repeating: 0, count: count)
            count = utf8proc_decompose_char(Int32(value), &characters, count, options, nil)
        }
        guard count > 0, count <= characters.count else { return [self] }
        return characters.prefix(count).compactMap { UInt32(exactly: $0).flatMap(Unicode.Scalar.init) }
    }
}
