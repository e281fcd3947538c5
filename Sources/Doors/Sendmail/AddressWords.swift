// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Addresses as the words of a command line name them.
///
/// A word may hold several, as in a field of a header: cron passes on `MAILTO=a@x.nl,b@x.nl` as one word, and Postfix and
/// sendmail read two addresses in it.
enum AddressWords {
    /// The addr-specs in a word, cut at commas that stand neither in quotation marks, nor in angle brackets, nor in a
    /// comment; what is empty is nobody.
    static func addresses(in word: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var (isQuoted, isEscaped, brackets, comments) = (false, false, 0, 0)
        for character in word {
            let isPlain = !isQuoted && !isEscaped
            if isPlain, character == ",", brackets == 0, comments == 0 {
                parts.append(part)
                part = ""
                continue
            }
            if !isEscaped, character == "\"" { isQuoted.toggle() }
            if isPlain {
                switch character {
                case "<": brackets += 1
                case ">": brackets -= 1
                case "(": comments += 1
                case ")": comments -= 1
                default: break
                }
            }
            isEscaped = !isEscaped && character == "\\"
            part.append(character)
        }
        return (parts + [part]).map(address).filter { !$0.isEmpty }
    }

    /// The addr-spec of an address that may be written `<a@b>`, `Name <a@b>` or `a@b (Name)`; `<>` is the null sender.
    ///
    /// A route before it (`@c:a@b`) is ignored, as RFC 5321 has servers do (section 4.1.1.3): with it, the same person would be
    /// another recipient.
    static func address(_ text: String) -> String {
        let address = bare(text)
        guard address.hasPrefix("@"), let colon = address.firstIndex(of: ":") else { return address }
        return String(address[address.index(after: colon)...])
    }

    private static func bare(_ text: String) -> String {
        let text = trimmed(text[...])
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            return String(trimmed(text[text.index(after: open)...].dropLast()))
        }
        if text.hasSuffix(")"), let open = text.firstIndex(of: "("), !text.contains("\"") {
            return String(trimmed(text[..<open]))
        }
        return String(text)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
