// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve

/// The words that a fuzzer puts into scripts, in the format of libFuzzer's dictionaries.
public enum FuzzDictionary {
    /// One word a line, in quotes, what isn't plain as `\xNN`.
    public static var text: String {
        let parts = Vocabulary.all
        var words = Set(parts.flatMap { $0.commands + $0.tests + $0.tags })
        words.formUnion(parts.flatMap { $0.comparators + [$0.capability].compactMap(\.self) }.map { "\"\($0)\"" })
        words.formUnion(syntax)
        return words.sorted().map { "\"\(escaped($0))\"\n" }.joined()
    }

    /// What the vocabulary doesn't hold: how scripts and mails are written, and values that tests ask for.
    private static let syntax = [
        "text:\n", "\n.\n", "/*", "*/", "# \n", "${", "${1}", "${a}", "${hex:", "${unicode:", "[[:alpha:]]", "(a|b)",
        "{2,3}", "Date: ", "\"+0100\"", "\"partners\"", "\":empty\"", "\"iso8601\"", "\"vnd.sealpost.door\"", "\\\\",
        "\"*\"", "\"?\"",
        "10K",
        "2147483648", "4294967296G", "[\"a\", \"b\"]", "{ keep; }", "\n%%\n", "include \"1\";", "${global.a}", "\r\n",
        "\"gt\"", "\"eq\"", "\"subject\"",
        "\"registered\"", "\"X-Sealpost-Language\"", "X-Sealpost-Route: ", "Subject: ", "To: ", "Content-Type: ",
        "multipart/mixed; boundary=x", "--x\n", "message/rfc822", "text/html", "=?utf-8?q?", "base64",
        "quoted-printable",
    ]

    private static func escaped(_ word: String) -> String {
        word.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: String(UnicodeScalar(byte))
            default: "\\x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
        }.joined()
    }
}
