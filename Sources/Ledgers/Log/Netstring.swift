// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A text with its length before it, so that texts in a row can't be taken for other texts: `5:hello,`.
///
/// cr.yp.to/proto/netstrings.txt. The length counts bytes of UTF-8.
enum Netstring {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes += "\(text.utf8.count):".utf8
        bytes += text.utf8
        bytes.append(UInt8(ascii: ","))
    }

    /// The texts of netstrings in a row; nil where it is anything else.
    static func texts(_ row: String) -> [String]? {
        var texts: [String] = []
        var rest = row.utf8[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != UInt8(ascii: ":") }
            // A length has one spelling: Int would take "+5" and "05" too.
            guard let length = Int(Substring(digits)), "\(length)" == Substring(digits), length >= 0 else { return nil }
            let body = rest.dropFirst(digits.count + 1)
            guard body.count > length, body.dropFirst(length).first == UInt8(ascii: ","),
                let text = String(body.prefix(length))
            else { return nil }
            texts.append(text)
            rest = body.dropFirst(length + 1)
        }
        return texts
    }
}
