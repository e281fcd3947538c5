// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// Reads the simple mails that tests hold: header fields, raw UTF-8, addresses without groups or comments.
///
/// Not a reader of real mail; it knows no MIME and no encoded words.
public enum FixtureMail {
    /// The message in these bytes, whose lines end in LF or CRLF.
    public static func message(_ bytes: [UInt8]) -> Message {
        var header: [HeaderField] = []
        var position = 0
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            position = min(position + 1, bytes.count)
            let line = String(decoding: bytes[start..<position], as: UTF8.self).trimmed
            if line.isEmpty { break }
            if bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "\t"), var last = header.popLast() {
                last.value += " " + line
                last.range = last.range.lowerBound..<position
                header.append(last)
            } else if let colon = line.firstIndex(of: ":") {
                let value = String(line[line.index(after: colon)...]).trimmed
                header.append(HeaderField(name: String(line[..<colon]), value: value, range: start..<position))
            }
        }
        for index in header.indices where addressFields.contains(header[index].name.lowercased()) {
            header[index].addresses = addresses(in: header[index].value)
        }
        let text = String(decoding: bytes[position...], as: UTF8.self)
        return Message(source: bytes, header: header, bodyStart: position, parts: [], text: text)
    }

    /// The message in this text.
    public static func message(_ text: String) -> Message { message(Array(text.utf8)) }

    private static let addressFields: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to",
    ]

    private static func addresses(in value: String) -> [Address] {
        value.split(separator: ",").map { piece in
            let piece = String(piece).trimmed
            guard let open = piece.firstIndex(of: "<"), let close = piece.lastIndex(of: ">"), open < close else {
                return Address(mailbox: piece)
            }
            let name = String(piece[..<open]).trimmed.filter { $0 != "\"" }
            return Address(name: name, mailbox: String(piece[piece.index(after: open)..<close]))
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
