// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The decoding of header text: RFC 2047 encoded words, raw UTF-8 (RFC 6532), and older raw 8-bit text.
///
/// Lenient as mail programs are: words may touch other text, may stand inside quotes, may hold blanks, may be split
/// inside a character, and the last may lack its end. What can't be decoded stays as written. The result holds no
/// control characters, so no decoded text can begin a header field of its own.
public enum EncodedWordDecoder {
    /// Decoded header text.
    public struct Decoded: Sendable, Hashable {
        /// The text, on one line.
        public var text: String
        /// Whether bytes had no meaning, or a charset was unknown or had to be guessed.
        public var isDamaged: Bool

        /// Takes decoded text; its control characters become blanks, wherever they came from.
        init(text: String, isDamaged: Bool) {
            func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
            let isClean = !text.utf8.contains(where: isControl)
            self.text = isClean ? text : String(decoding: text.utf8.map { isControl($0) ? 0x20 : $0 }, as: UTF8.self)
            self.isDamaged = isDamaged
        }
    }

    /// A run of a value.
    private enum Run {
        case literal(ArraySlice<UInt8>)
        case word(charset: String, bytes: [UInt8])

        var isWord: Bool {
            if case .word = self { true } else { false }
        }
    }

    /// Decodes a field's unfolded value.
    public static func decode(_ value: [UInt8]) -> Decoded {
        if isPlain(value) { return Decoded(text: String(decoding: value, as: UTF8.self), isDamaged: false) }
        var text = ""
        var isDamaged = false
        for run in merged(runs(of: value)) {
            let decoded: Charset.Decoded
            switch run {
            case .literal(let bytes):
                decoded = Charset.decodeUnlabelled(bytes)
            case .word(let name, let bytes):
                if let charset = Charset(named: name) {
                    decoded = charset.decode(bytes)
                } else {
                    decoded = Charset.Decoded(text: Charset.decodeUnlabelled(bytes).text, isDamaged: true)
                }
            }
            text += decoded.text
            isDamaged = isDamaged || decoded.isDamaged
        }
        return Decoded(text: text, isDamaged: isDamaged)
    }

    /// Whether a value is printable ASCII in which no word begins, as most are: it stands for itself.
    private static func isPlain(_ value: [UInt8]) -> Bool {
        var last: UInt8 = 0
        for byte in value {
            if byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "?") && last == UInt8(ascii: "=") { return false }
            last = byte
        }
        return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func runs(of value: [UInt8]) -> [Run] {
        var runs: [Run] = []
        var literalStart = 0
        var position = 0
        while position + 1 < value.count {
            if value[position] == UInt8(ascii: "="), value[position + 1] == UInt8(ascii: "?"),
                let (word, end) = word(in: value, at: position)
            {
                if literalStart < position { runs.append(.literal(value[literalStart..<position])) }
                runs.append(word)
                position = end
                literalStart = end
            } else {
                position += 1
            }
        }
        if literalStart < value.count { runs.append(.literal(value[literalStart...])) }
        return runs
    }

    /// The longest encoded word that is read, fifty times what RFC 2047 allows.
    private static let longest = 4096

    /// Reads the encoded word that begins at `start` and returns it with its end; nil where there is none.
    private static func word(in value: [UInt8], at start: Int) -> (Run, Int)? {
        let mark = UInt8(ascii: "?")
        // No charset has a name of more than 40 characters, and no word that anybody writes is as long as `longest`: a value
        // full of beginnings costs no quadratic time.
        guard let charsetEnd = value[(start + 2)...].prefix(80).firstIndex(of: mark), charsetEnd > start + 2,
            charsetEnd + 2 < value.count, value[charsetEnd + 2] == mark,
            !value[(start + 2)..<charsetEnd].contains(where: isBlank)
        else { return nil }
        let letter = value[charsetEnd + 1] | 0x20
        guard letter == UInt8(ascii: "q") || letter == UInt8(ascii: "b") else { return nil }
        var end = charsetEnd + 3
        let limit = min(value.count, charsetEnd + longest)
        while end < limit {
            if value[end] == mark, end + 1 < value.count, value[end + 1] == UInt8(ascii: "=") { break }
            // The start of another word: this one was never closed.
            if value[end] == UInt8(ascii: "="), end + 1 < value.count, value[end + 1] == mark,
                end > charsetEnd + 3, isBlank(value[end - 1])
            {
                return nil
            }
            end += 1
        }
        guard end < limit || limit == value.count else { return nil }
        var encoded = value[(charsetEnd + 3)..<end]
        if end >= value.count {
            guard !encoded.isEmpty, !encoded.contains(where: isBlank) else { return nil }
            if encoded.last == mark { encoded = encoded.dropLast() }
        }
        let charset = String(decoding: value[(start + 2)..<charsetEnd], as: UTF8.self)
        let bytes = letter == UInt8(ascii: "b") ? base64(encoded) : quoted(encoded)
        return (.word(charset: charset, bytes: bytes), min(end + 2, value.count))
    }

    private static func base64(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
        var decoder = Base64Decoder()
        var output: [UInt8] = []
        encoded.withUnsafeBytes { decoder.decode($0, into: &output) }
        decoder.finish(into: &output)
        return output
    }

    private static func quoted(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var position = encoded.startIndex
        while position < encoded.endIndex {
            let byte = encoded[position]
            if byte == UInt8(ascii: "="), position + 2 < encoded.endIndex,
                let high = Hexadecimal.value(of: encoded[position + 1]),
                let low = Hexadecimal.value(of: encoded[position + 2])
            {
                output.append(high << 4 | low)
                position += 3
            } else {
                output.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
                position += 1
            }
        }
        return output
    }

    /// Drops the white space between words and joins words of one charset, since some writers split inside a character.
    private static func merged(_ runs: [Run]) -> [Run] {
        var result: [Run] = []
        for (index, run) in runs.enumerated() {
            switch run {
            case .literal(let bytes):
                let isBetweenWords =
                    index > 0 && index + 1 < runs.count && bytes.allSatisfy(isBlank) && runs[index - 1].isWord
                    && runs[index + 1].isWord
                if !isBetweenWords { result.append(run) }
            case .word(let charset, let bytes):
                if case .word(let before, let start)? = result.last, before.lowercased() == charset.lowercased() {
                    result[result.count - 1] = .word(charset: charset, bytes: start + bytes)
                } else {
                    result.append(run)
                }
            }
        }
        return result
    }
}
