// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import TransferEncodings

/// The part of a notice that people read: plain text and, where that is wanted, behind it the same as HTML.
///
/// RFC 2046, section 5.1.4: the simplest comes first, and a client shows the last that it can.
struct ReadablePart {
    let content: NoticeContent
    let hasHTML: Bool
    /// Derived from the notice as the boundary around it is, which it does not begin with.
    let boundary: String

    /// The part: its header, an empty line, and its body without a last line end.
    var text: String {
        let plain = Self.part("text/plain", NoticeText(content: content).text)
        guard hasHTML else { return plain }
        return """
            Content-Type: multipart/alternative;
             boundary="\(boundary)"

            --\(boundary)
            \(plain)
            --\(boundary)
            \(Self.part("text/html", NoticePage(content: content).html))
            --\(boundary)--
            """
    }

    private static func part(_ type: String, _ text: String) -> String {
        """
        Content-Type: \(type); charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        \(QuotedPrintableEncoder.encode(text))
        """
    }
}
