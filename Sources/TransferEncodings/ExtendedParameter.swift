// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A parameter in RFC 2231's form: in numbered sections, with a charset and percent encoding, or both.
struct ExtendedParameter {
    private struct Section {
        var number: Int
        var isEncoded: Bool
        var value: [UInt8]
    }

    private var sections: [Section] = []

    /// Collects the sections of `name`; nil where there are none.
    init?(_ name: String, in parameters: [ParameterizedValue.Parameter]) {
        for parameter in parameters where parameter.name.hasPrefix(name + "*") {
            // What follows is `N`, `N*`, or nothing.
            var rest = parameter.name.dropFirst(name.count + 1)
            var isEncoded = rest.isEmpty
            if rest.hasSuffix("*") {
                isEncoded = true
                rest = rest.dropLast()
            }
            guard let number = rest.isEmpty ? 0 : Int(rest), (0...10_000).contains(number),
                !sections.contains(where: { $0.number == number })
            else { continue }
            sections.append(Section(number: number, isEncoded: isEncoded, value: parameter.value))
        }
        guard !sections.isEmpty else { return nil }
        // The numbers tell the order, whatever the order of the parameters; some writers begin at one.
        sections.sort { $0.number < $1.number }
    }

    /// The whole value.
    ///
    /// The charset stands once, before the first section; a writer may split a character over two sections, hence the
    /// bytes are joined before they are decoded. RFC 2231, section 4.1.
    var decoded: EncodedWordDecoder.Decoded {
        var charset: String?
        var bytes: [UInt8] = []
        var isDamaged = false
        for (index, section) in sections.enumerated() {
            if index > 0 && section.number != sections[index - 1].number + 1 { isDamaged = true }
            guard section.isEncoded else {
                bytes += section.value
                continue
            }
            var value = section.value[...]
            if index == 0, let first = value.firstIndex(of: UInt8(ascii: "'")),
                let second = value[(first + 1)...].firstIndex(of: UInt8(ascii: "'"))
            {
                charset = String(decoding: value[..<first], as: UTF8.self)
                value = value[(second + 1)...]
            }
            bytes += Self.percentDecoded(value)
        }
        guard let charset, !charset.isEmpty else {
            // Sections without a charset often hold encoded words, against RFC 2047, section 5.
            let inner = EncodedWordDecoder.decode(bytes)
            return .init(text: inner.text, isDamaged: inner.isDamaged || isDamaged)
        }
        let decoded = Charset(named: charset)?.decode(bytes)
        let text = decoded?.text ?? Charset.decodeUnlabelled(bytes).text
        return .init(text: text, isDamaged: isDamaged || (decoded?.isDamaged ?? true))
    }

    private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var position = value.startIndex
        while position < value.endIndex {
            if value[position] == UInt8(ascii: "%"), position + 2 < value.endIndex,
                let high = Hexadecimal.value(of: value[position + 1]),
                let low = Hexadecimal.value(of: value[position + 2])
            {
                output.append(high << 4 | low)
                position += 3
            } else {
                output.append(value[position])
                position += 1
            }
        }
        return output
    }
}
