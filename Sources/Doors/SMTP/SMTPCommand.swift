// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A line of an SMTP client, taken apart as far as all commands are alike.
///
/// RFC 5321, section 4.1.1. The line holds no control characters and is UTF-8.
struct SMTPCommand {
    /// A parameter of MAIL or RCPT.
    struct Parameter {
        /// In capitals.
        var name: String
        var value: String?
    }

    /// The first word, in capitals.
    let verb: String
    /// Whether all of it is ASCII.
    let isASCII: Bool
    private var rest: ArraySlice<UInt8>

    private static let space = UInt8(ascii: " ")

    init(_ line: [UInt8]) {
        let words = line[...].split(separator: Self.space, maxSplits: 1, omittingEmptySubsequences: false)
        verb = String(decoding: words.first ?? [], as: UTF8.self).uppercased()
        isASCII = line.allSatisfy { $0 < 128 }
        rest = words.count > 1 ? words[1] : []
        trim()
        while rest.last == Self.space { rest.removeLast() }
    }

    /// What stands behind the verb.
    var argument: String { String(decoding: rest, as: UTF8.self) }

    /// Takes the path behind `FROM:` or `TO:`, without angle brackets and without a route before the address, which RFC 5321
    /// has servers ignore (section 4.1.1.3).
    ///
    /// Spaces before the path, and one without brackets, are errors of many clients and clear enough.
    mutating func path(after keyword: String) throws(SMTPReply) -> String {
        let end = rest.index(rest.startIndex, offsetBy: keyword.utf8.count, limitedBy: rest.endIndex) ?? rest.endIndex
        guard String(decoding: rest[..<end], as: UTF8.self).uppercased() == keyword else {
            throw SMTPReply(501, "5.5.4", "write \(verb) \(keyword)<address>")
        }
        rest = rest[end...]
        trim()
        var path = try rest.first == UInt8(ascii: "<") ? bracketedPath() : bareWord()
        if path.first == UInt8(ascii: "@"), let colon = path.firstIndex(of: UInt8(ascii: ":")) {
            path = path[path.index(after: colon)...]
        }
        return String(decoding: path, as: UTF8.self)
    }

    private mutating func bracketedPath() throws(SMTPReply) -> ArraySlice<UInt8> {
        var (isQuoted, isEscaped) = (false, false)
        for index in rest.indices.dropFirst() {
            let byte = rest[index]
            if byte == UInt8(ascii: ">"), !isQuoted {
                let path = rest[rest.index(after: rest.startIndex)..<index]
                rest = rest[rest.index(after: index)...]
                guard rest.isEmpty || rest.first == Self.space else { break }
                return path
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        throw SMTPReply(501, "5.5.2", "the address does not end with > and a space, or the end of the line")
    }

    private mutating func bareWord() throws(SMTPReply) -> ArraySlice<UInt8> {
        let word = rest.prefix { $0 != Self.space }
        guard !word.isEmpty else { throw SMTPReply(501, "5.5.4", "there is no address") }
        rest = rest[word.endIndex...]
        return word
    }

    /// The parameters behind the path.
    func parameters() throws(SMTPReply) -> [Parameter] {
        var parameters: [Parameter] = []
        for word in rest.split(separator: Self.space) {
            let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: parts[0], as: UTF8.self).uppercased()
            guard !parameters.contains(where: { $0.name == name }) else {
                throw SMTPReply(501, "5.5.4", "the parameter \(name) is there twice")
            }
            parameters.append(
                Parameter(name: name, value: parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil))
        }
        return parameters
    }

    private mutating func trim() {
        while rest.first == Self.space { rest.removeFirst() }
    }
}
