// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One word of a script.
///
/// RFC 5228, section 8.1.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        /// A name, lower-cased: names have no case.
        case identifier(String)
        /// A tag, lower-cased, without its colon.
        case tag(String)
        /// A number, its quantifier applied.
        case number(Int)
        /// A quoted or multi-line string, its quoting undone; line ends are CRLF whatever the file has.
        case string([UInt8])
        case leftBracket, rightBracket, leftParenthesis, rightParenthesis, leftBrace, rightBrace, comma, semicolon
        /// After the last word.
        case end
    }

    var kind: Kind
    /// The bytes of the script that it stands for.
    var range: Range<Int>

    /// How a message names it.
    var description: String {
        switch kind {
        case .identifier(let name): "\"\(name)\""
        case .tag(let name): "\":\(name)\""
        case .number(let number): "the number \(number)"
        case .string: "a string"
        case .leftBracket: "\"[\""
        case .rightBracket: "\"]\""
        case .leftParenthesis: "\"(\""
        case .rightParenthesis: "\")\""
        case .leftBrace: "\"{\""
        case .rightBrace: "\"}\""
        case .comma: "\",\""
        case .semicolon: "\";\""
        case .end: "the end of the file"
        }
    }
}
