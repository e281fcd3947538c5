// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Turns HTML into readable plain text.
///
/// For people and for rules, where a message has no plain text of its own: paragraphs, line breaks, lists, quotations,
/// tables row by row, links as `text <url>`, preformatted text as it stands. Scripts and styles are dropped. Never fails:
/// any text at all is HTML to a browser, and so it is here. Lines end with LF; the last has no end.
public func plainText(fromHTML html: String) -> String {
    var writer = PlainTextWriter()
    HTMLWalk.walk(html) { writer.take($0) }
    return writer.finish()
}
