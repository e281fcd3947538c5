// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A message taken apart as far as signatures need: its fields as they stand, with CRLF at the end of every line.
struct RawMessage {
    /// A field with its folding, its line end included.
    struct Field {
        /// The name in lower case.
        let name: String
        let bytes: [UInt8]

        /// What stands behind the colon.
        var value: String { String(String(decoding: bytes, as: UTF8.self).drop { $0 != ":" }.dropFirst()) }
    }

    let fields: [Field]
    let body: [UInt8]

    /// Takes a message apart; nil where a line of the header is no field, since others could read another header there.
    init?(_ message: [UInt8]) {
        let bytes = Self.withReturns(message)
        var fields: [Field] = []
        var position = 0
        var start: Int?
        func field(_ range: Range<Int>) -> Field? {
            let name = bytes[range].prefix { $0 != UInt8(ascii: ":") }
            guard !name.isEmpty, name.count < range.count else { return nil }
            // With space before the colon it is a field to some readers and none to others.
            guard name.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
            let text = String(decoding: name, as: UTF8.self).lowercased()
            return Field(name: text, bytes: Array(bytes[range]))
        }
        while position < bytes.count {
            let end = Self.endOfLine(bytes, from: position)
            let isBlank = end == position + 2
            let isFolded = bytes[position] == 32 || bytes[position] == 9
            if !isFolded || isBlank {
                if let start {
                    guard let field = field(start..<position) else { return nil }
                    fields.append(field)
                }
                start = position
            } else if start == nil {
                return nil
            }
            position = end
            if isBlank { break }
            if position == bytes.count, let start {
                guard let field = field(start..<position) else { return nil }
                fields.append(field)
            }
        }
        self.fields = fields
        body = Array(bytes[position...])
    }

    /// Where the line ends that begins at `position`, behind its CRLF.
    private static func endOfLine(_ bytes: [UInt8], from position: Int) -> Int {
        bytes[position...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    }

    /// With CRLF where the message has LF, as it was when it was signed; and at its end.
    private static func withReturns(_ message: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + message.count / 32 + 2)
        for byte in message {
            if byte == 10, bytes.last != 13 { bytes.append(13) }
            bytes.append(byte)
        }
        return bytes
    }
}
