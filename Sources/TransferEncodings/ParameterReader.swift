// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A cursor over the value of a field with parameters.
///
/// RFC 2045, section 5.1, with the leniency that ``ParameterizedValue`` names.
struct ParameterReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads up to the first semicolon, or to a blank that is no part of `type / subtype`.
    mutating func readHead() -> String {
        skipBlanksAndComments()
        var head: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
            let byte = bytes[position]
            if Self.isBlank(byte) || byte == UInt8(ascii: "(") {
                skipBlanksAndComments()
                // Blanks may stand around the slash; anything else after a blank is a parameter without its semicolon.
                let next = position < bytes.count ? bytes[position] : UInt8(ascii: ";")
                guard next == UInt8(ascii: "/") || head.last == UInt8(ascii: "/") else { break }
                continue
            }
            if byte != UInt8(ascii: "\"") { head.append(byte) }
            position += 1
        }
        while head.last == UInt8(ascii: ",") { head.removeLast() }
        if head.contains(UInt8(ascii: "=")) {
            // The first parameter, where the type itself was forgotten.
            position = 0
            return ""
        }
        return String(decoding: head, as: UTF8.self).lowercased()
    }

    /// Reads the next parameter; nil at the end.
    mutating func readParameter() -> ParameterizedValue.Parameter? {
        while true {
            skipBlanksAndComments()
            while position < bytes.count, bytes[position] == UInt8(ascii: ";") {
                position += 1
                skipBlanksAndComments()
            }
            guard position < bytes.count else { return nil }
            var name: [UInt8] = []
            while position < bytes.count, bytes[position] != UInt8(ascii: "="), bytes[position] != UInt8(ascii: ";"),
                !Self.isBlank(bytes[position])
            {
                name.append(bytes[position])
                position += 1
            }
            skipBlanksAndComments()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
                // A word without a value says nothing; go on behind it.
                if name.isEmpty { position += 1 }
                continue
            }
            position += 1
            let value = readValue()
            if !name.isEmpty {
                return .init(name: String(decoding: name, as: UTF8.self).lowercased(), value: value)
            }
        }
    }

    private mutating func readValue() -> [UInt8] {
        skipBlanksAndComments()
        guard position < bytes.count else { return [] }
        return bytes[position] == UInt8(ascii: "\"") ? readQuoted() : readBare()
    }

    /// Reads a quoted string; in what is a path of Windows, a backslash quotes nothing but a quote or a backslash.
    private mutating func readQuoted() -> [UInt8] {
        var value: [UInt8] = []
        position += 1
        let isPath = isAtWindowsPath
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count,
                !isPath || bytes[position + 1] == UInt8(ascii: "\"") || bytes[position + 1] == UInt8(ascii: "\\")
            {
                position += 1
            }
            value.append(bytes[position])
            position += 1
        }
        position = min(position + 1, bytes.count)
        return value
    }

    /// Whether `C:\` begins here, or the name of a server: `\\office\`.
    private var isAtWindowsPath: Bool {
        let start = bytes[position...].prefix(3)
        let isDrive = start.count == 3 && start.first.map(Self.isLetter) ?? false
        return isDrive && start.dropFirst() == [UInt8(ascii: ":"), UInt8(ascii: "\\")]
            || start.prefix(2) == [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Reads up to the semicolon: a value with blanks that somebody forgot to quote is taken whole.
    private mutating func readBare() -> [UInt8] {
        var value: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: ";") {
            if Self.isBlank(bytes[position]) {
                let before = position
                skipBlanksAndComments()
                if position >= bytes.count || bytes[position] == UInt8(ascii: ";") || isAtParameter() { break }
                value.append(contentsOf: bytes[before..<position])
            } else {
                value.append(bytes[position])
                position += 1
            }
        }
        return value
    }

    /// Whether `name=` begins here, as it does where a semicolon was forgotten.
    private func isAtParameter() -> Bool {
        var index = position
        while index < bytes.count, Self.isNameByte(bytes[index]) { index += 1 }
        return index > position && index < bytes.count && bytes[index] == UInt8(ascii: "=")
    }

    private mutating func skipBlanksAndComments() {
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "(") {
                depth += 1
            } else if depth > 0 && byte == UInt8(ascii: ")") {
                depth -= 1
            } else if depth > 0 && byte == UInt8(ascii: "\\") {
                position += 1
            } else if depth == 0 && !Self.isBlank(byte) {
                return
            }
            position += 1
        }
        position = min(position, bytes.count)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
    }
}
