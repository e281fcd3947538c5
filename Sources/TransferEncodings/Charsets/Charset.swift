// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A character set by the name that a mail gives it.
///
/// glibc's iconv(3) converts; ``CharsetAliases`` maps the names that mail uses and iconv does not know.
public struct Charset: Sendable, Hashable {
    /// The name under which iconv knows it.
    public let name: String

    /// UTF-8.
    public static let utf8 = Charset(canonical: "UTF-8")
    /// The Chinese charset that iconv does not know.
    private static let hz = "HZ"
    /// What unlabelled 8-bit text nearly always is where it is not UTF-8: a superset of ISO 8859-1's printable part.
    public static let windows1252 = Charset(canonical: "WINDOWS-1252")

    /// Takes a name from a mail; nil where neither iconv nor the aliases know it.
    public init?(named name: String) {
        // Some programs write underscores for hyphens, as in `koi8_r`; of other names they are a part.
        let names = [name, String(name.map { $0 == "_" ? "-" : $0 })].map(CharsetAliases.canonicalName)
        guard let known = names.first(where: Self.isKnown) else { return nil }
        self.name = known
    }

    private static func isKnown(_ name: String) -> Bool {
        name == "UTF-8" || name == hz || Converter(from: name) != nil
    }

    private init(canonical: String) { name = canonical }

    /// Decoded text and whether all bytes had a meaning.
    public struct Decoded: Sendable, Hashable {
        /// The text; a byte without meaning stands as U+FFFD.
        public var text: String
        /// Whether a byte had no meaning in the charset.
        public var isDamaged: Bool
    }

    /// Whether ASCII bytes mean ASCII in it, which makes pure ASCII text free.
    private var isASCIISuperset: Bool {
        !(name.hasPrefix("UTF-16") || name.hasPrefix("UTF-32") || name.hasPrefix("UCS-") || name.hasPrefix("UTF-7")
            || name.hasPrefix("ISO-2022") || name.hasPrefix("IBM") || name.hasPrefix("EBCDIC")
            || name.hasPrefix("CP037")
            || name == Self.hz || name.contains("646") || name == "VISCII")
    }

    /// Decodes bytes.
    public func decode(_ bytes: some Collection<UInt8>) -> Decoded {
        let bytes = Array(bytes)
        if isASCIISuperset && bytes.allSatisfy({ $0 < 0x80 }) {
            return Decoded(text: String(decoding: bytes, as: UTF8.self), isDamaged: false)
        }
        if name == "UTF-8" {
            if let text = String(validating: bytes, as: UTF8.self) { return Decoded(text: text, isDamaged: false) }
            return Decoded(text: String(decoding: bytes, as: UTF8.self), isDamaged: true)
        }
        let isHZ = name == Self.hz
        guard let converter = Converter(from: isHZ ? "GB18030" : name) else {
            return Decoded(text: String(decoding: bytes, as: UTF8.self), isDamaged: true)
        }
        guard isHZ else { return converter.convert(bytes) }
        let plain = HZText(bytes)
        let decoded = converter.convert(plain.bytes)
        return Decoded(text: decoded.text, isDamaged: decoded.isDamaged || plain.isDamaged)
    }

    /// Decodes text whose charset nobody named: UTF-8 where it is valid, else Windows-1252, of which not all is certain.
    public static func decodeUnlabelled(_ bytes: some Collection<UInt8>) -> Decoded {
        let bytes = Array(bytes)
        if let text = String(validating: bytes, as: UTF8.self) { return Decoded(text: text, isDamaged: false) }
        return Decoded(text: windows1252.decode(bytes).text, isDamaged: true)
    }
}

/// An iconv(3) descriptor that is closed with its last use.
private struct Converter: ~Copyable {
    private let descriptor: iconv_t

    init?(from charset: String) {
        guard let opened = iconv_open("UTF-8", charset), Int(bitPattern: opened) != -1 else { return nil }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    func convert(_ input: [UInt8]) -> Charset.Decoded {
        var input = input
        var output: [UInt8] = []
        output.reserveCapacity(input.count + input.count / 4)
        var isDamaged = false
        input.withUnsafeMutableBytes { source in
            withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { room in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = source.count
                while left > 0 {
                    var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var free = room.count
                    let status = iconv(descriptor, &from, &left, &to, &free)
                    let failure = errno
                    output.append(contentsOf: room[..<(room.count - free)])
                    if status == -1 && failure != E2BIG {
                        // EILSEQ, or EINVAL for a character that the end cuts: one mark, and on with the next byte.
                        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                        isDamaged = true
                        from = from?.advanced(by: 1)
                        left -= 1
                    }
                }
                var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
                var free = room.count
                iconv(descriptor, nil, nil, &to, &free)
                output.append(contentsOf: room[..<(room.count - free)])
            }
        }
        return Charset.Decoded(text: String(decoding: output, as: UTF8.self), isDamaged: isDamaged)
    }
}
