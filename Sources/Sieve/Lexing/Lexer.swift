// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Splits a script into words; whatever it can't read it reports and skips, so that the rest is still checked.
///
/// RFC 5228, sections 2.2 to 2.4 and 8.1.
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The words of a script, ending in one of kind `end`.
    static func tokens(of source: SourceText, findings: inout Findings) -> [Token] {
        reportInvalidUTF8(in: source, findings: &findings)
        var lexer = Lexer(source.bytes)
        // A byte order mark is no part of the language; some editors write one all the same.
        if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lexer.position = 3 }
        var tokens: [Token] = []
        while true {
            let token = lexer.next(&findings)
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private static func reportInvalidUTF8(in source: SourceText, findings: inout Findings) {
        guard String(validating: source.bytes, as: UTF8.self) == nil else { return }
        var offset = 0
        while offset < source.bytes.count {
            let length = UTF8Character.length(in: source.bytes.span, at: offset)
            let character = offset..<offset + length
            if String(validating: source.bytes[character], as: UTF8.self) == nil {
                findings.error("this is not UTF-8, in which scripts are written", at: character)
                return
            }
            offset += length
        }
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        let index = position + distance
        return index < bytes.count ? bytes[index] : nil
    }

    private mutating func next(_ findings: inout Findings) -> Token {
        while true {
            skipBlanks(&findings)
            if position >= bytes.count { return Token(kind: .end, range: position..<position) }
            let start = position
            if let token = word(bytes[position], &findings) { return token }
            if position == start { skipUnreadable(&findings) }
        }
    }

    /// Reads the word that begins with `byte`, the current one; nil where no word begins so.
    private mutating func word(_ byte: UInt8, _ findings: inout Findings) -> Token? {
        let start = position
        switch byte {
        case UInt8(ascii: "["): return single(.leftBracket)
        case UInt8(ascii: "]"): return single(.rightBracket)
        case UInt8(ascii: "("): return single(.leftParenthesis)
        case UInt8(ascii: ")"): return single(.rightParenthesis)
        case UInt8(ascii: "{"): return single(.leftBrace)
        case UInt8(ascii: "}"): return single(.rightBrace)
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: ";"): return single(.semicolon)
        case UInt8(ascii: "\""): return quotedString(&findings)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return number(&findings)
        case UInt8(ascii: ":"):
            if let following = peek(1), following.isIdentifierStart {
                position += 1
                return Token(kind: .tag(identifier()), range: start..<position)
            }
        default:
            if byte.isIdentifierStart {
                let name = identifier()
                if name == "text", peek() == UInt8(ascii: ":") { return multiLineString(start, &findings) }
                return Token(kind: .identifier(name), range: start..<position)
            }
        }
        return nil
    }

    private mutating func single(_ kind: Token.Kind) -> Token {
        position += 1
        return Token(kind: kind, range: position - 1..<position)
    }

    private mutating func identifier() -> String {
        let start = position
        while let byte = peek(), byte.isIdentifierPart { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    /// Reports a run of bytes that begins no word, once, and goes on behind it.
    private mutating func skipUnreadable(_ findings: inout Findings) {
        let start = position
        while let byte = peek(), !byte.isIdentifierStart, !byte.isBlank, !Array("[](){},;\"#:/".utf8).contains(byte),
            !byte.isDigit
        {
            position += 1
        }
        if position == start { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let shown =
            text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.value < 0x20 } ? "this" : "\"\(text)\""
        findings.error("\(shown) means nothing here", at: start..<position)
    }

    /// Skips white space and both kinds of comment.
    private mutating func skipBlanks(_ findings: inout Findings) {
        while let byte = peek() {
            if byte.isBlank {
                position += 1
            } else if byte == UInt8(ascii: "#") {
                while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                let start = position
                position += 2
                while peek() != nil, !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { position += 1 }
                if peek() == nil { findings.unclosed("this comment is never closed by \"*/\"", at: start..<start + 2) }
                position = min(position + 2, bytes.count)
            } else {
                return
            }
        }
    }

    /// RFC 5228, section 2.4.1: K, M and G stand for powers of 1024.
    private mutating func number(_ findings: inout Findings) -> Token {
        let start = position
        var value = 0
        var overflow = false
        while let byte = peek(), byte.isDigit {
            let (product, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            overflow = overflow || first || second
            value = sum
            position += 1
        }
        let digitsEnd = position
        while let byte = peek(), byte.isIdentifierPart { position += 1 }
        let shift: Int
        switch String(decoding: bytes[digitsEnd..<position], as: UTF8.self).lowercased() {
        case "": shift = 0
        case "k": shift = 10
        case "m": shift = 20
        case "g": shift = 30
        default:
            shift = 0
            findings.error(
                "a number is followed by nothing, K, M or G", at: digitsEnd..<position)
        }
        let (scaled, third) = value.multipliedReportingOverflow(by: 1 << shift)
        if overflow || third {
            findings.error("this number is too large", at: start..<position)
            return Token(kind: .number(Int.max), range: start..<position)
        }
        return Token(kind: .number(scaled), range: start..<position)
    }

    /// RFC 5228, section 2.4.2: a backslash makes the next character stand for itself.
    private mutating func quotedString(_ findings: inout Findings) -> Token {
        let start = position
        var content: [UInt8] = []
        position += 1
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return Token(kind: .string(content), range: start..<position)
            case UInt8(ascii: "\\"):
                // A line end is no octet that can be quoted: it stays one, whichever kind the file has.
                guard let escaped = peek(), escaped != UInt8(ascii: "\r"), escaped != UInt8(ascii: "\n") else { break }
                position += 1
                content.append(escaped)
            case UInt8(ascii: "\r") where peek() == UInt8(ascii: "\n"):
                break
            case UInt8(ascii: "\n"):
                content += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
            case 0:
                findings.error("a string can't hold the character NUL", at: position - 1..<position)
            default:
                content.append(byte)
            }
        }
        findings.unclosed("the string that begins here is never closed by a quotation mark", at: start..<start + 1)
        return Token(kind: .string(content), range: start..<position)
    }

    /// RFC 5228, section 2.4.2: `text:`, lines, and a line with only a dot; of two dots at the start of a line one goes.
    private mutating func multiLineString(_ start: Int, _ findings: inout Findings) -> Token? {
        position += 1
        while let byte = peek(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
        if peek() == UInt8(ascii: "#") {
            while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { position += 1 }
        }
        if peek() == UInt8(ascii: "\r") { position += 1 }
        guard peek() == UInt8(ascii: "\n") else {
            findings.error("the text begins on the line after \"text:\"", at: start..<start + 5)
            return nil
        }
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let lineStart = position
            while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
            var line = bytes[lineStart..<position]
            position = min(position + 1, bytes.count)
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.elementsEqual([UInt8(ascii: ".")]) {
                return Token(kind: .string(content), range: start..<lineStart + 1)
            }
            if line.starts(with: "..".utf8) { line.removeFirst() }
            if let place = line.firstIndex(of: 0) {
                findings.error("a string can't hold the character NUL", at: place..<place + 1)
            }
            content += line
            content += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        }
        findings.unclosed("the text that begins here is never closed by a line with only a dot", at: start..<start + 5)
        return Token(kind: .string(content), range: start..<position)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
    fileprivate var isIdentifierStart: Bool { isLetter || self == UInt8(ascii: "_") }
    fileprivate var isIdentifierPart: Bool { isIdentifierStart || isDigit }
}
