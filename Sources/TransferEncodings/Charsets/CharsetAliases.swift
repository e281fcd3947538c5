// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The names under which iconv knows the charsets that mail names otherwise.
///
/// Where mail programs label text with a charset and write its later superset, the superset is taken: it gives the same
/// text for all that the labelled one can hold (WHATWG Encoding Standard, section 4.2, does so for all of them).
enum CharsetAliases {
    /// The name for iconv_open(3), upper case; a name that is not in the table is passed on.
    static func canonicalName(of name: String) -> String {
        // RFC 2231 allows a language after an asterisk; quotes and blanks are debris of careless writers.
        let plain = name.prefix { $0 != "*" }.filter { $0.isASCII && !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        // A slash would reach iconv's own options: "//IGNORE" silently drops text.
        let key = plain.uppercased().filter { $0 != "/" && $0 != "," }
        return table[key] ?? key
    }

    private static let table: [String: String] = [
        "": "US-ASCII",
        "ASCII": "US-ASCII", "US_ASCII": "US-ASCII", "ANSI_X3.4-1968": "US-ASCII", "USASCII": "US-ASCII",
        "UTF8": "UTF-8", "UTF-8-MAC": "UTF-8", "UNICODE-1-1-UTF-8": "UTF-8", "UTF_8": "UTF-8", "UTF-8N": "UTF-8",
        "X-UTF-8": "UTF-8", "CP65001": "UTF-8", "WINDOWS-65001": "UTF-8",
        "UNICODE-1-1-UTF-7": "UTF-7", "X-UNICODE-2-0-UTF-7": "UTF-7",
        "ISO-8859-1": "WINDOWS-1252", "ISO8859-1": "WINDOWS-1252", "ISO_8859-1": "WINDOWS-1252",
        "LATIN1": "WINDOWS-1252", "LATIN-1": "WINDOWS-1252", "L1": "WINDOWS-1252", "ISO-8859-1:1987": "WINDOWS-1252",
        "X-ISO-8859-1": "WINDOWS-1252", "ISO88591": "WINDOWS-1252", "8859-1": "WINDOWS-1252",
        "X-CP1252": "WINDOWS-1252", "CP-1252": "WINDOWS-1252", "X-ANSI": "WINDOWS-1252", "ANSI": "WINDOWS-1252",
        "ISO-8859-9": "WINDOWS-1254", "LATIN5": "WINDOWS-1254", "ISO-8859-11": "CP874", "TIS-620": "CP874",
        "WINDOWS-874": "CP874", "ISO-8859-8-I": "ISO-8859-8", "ISO-8859-8-E": "ISO-8859-8",
        "ISO-8859-6-I": "ISO-8859-6", "X-CP1250": "WINDOWS-1250", "X-CP1251": "WINDOWS-1251",
        "GB2312": "GB18030", "GBK": "GB18030", "X-GBK": "GB18030", "CP936": "GB18030", "WINDOWS-936": "GB18030",
        "GB_2312-80": "GB18030", "EUC-CN": "GB18030", "CHINESEGB": "GB18030", "HZ-GB-2312": "HZ",
        "KS_C_5601-1987": "CP949", "KS_C_5601-1989": "CP949", "KSC5601": "CP949", "KS_C_5601": "CP949",
        "EUC-KR": "CP949", "EUCKR": "CP949", "WINDOWS-949": "CP949", "X-WINDOWS-949": "CP949",
        "SHIFT_JIS": "CP932", "SHIFT-JIS": "CP932", "SJIS": "CP932", "X-SJIS": "CP932", "WINDOWS-31J": "CP932",
        "MS_KANJI": "CP932", "X-EUC-JP": "EUC-JP", "ISO-2022-JP-MS": "ISO-2022-JP-3",
        "BIG5": "BIG5-HKSCS", "X-BIG5": "BIG5-HKSCS", "BIG-5": "BIG5-HKSCS", "CN-BIG5": "BIG5-HKSCS",
        "CP-850": "CP850", "X-MAC-ROMAN": "MACINTOSH", "MACROMAN": "MACINTOSH", "X-MACROMAN": "MACINTOSH",
        "X-MAC-CYRILLIC": "MAC-CYRILLIC", "X-KOI8-R": "KOI8-R", "KOI8": "KOI8-R", "KOI8-RU": "KOI8-U",
        "DOS-874": "CP874", "X-VISCII": "VISCII",
    ]
}
