// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The reply that ended an SMTP transaction, well or badly.
///
/// RFC 5321, section 4.2.
public struct SMTPReply: Sendable, Hashable {
    /// What the reply was about.
    public enum Stage: String, Sendable {
        /// Greeting, EHLO, STARTTLS or AUTH: about the connection, not about this mail.
        case session
        /// MAIL, RCPT, DATA or the message itself.
        case mail
    }

    /// The reply code.
    public var code: Int
    /// The reply's text, the lines joined by spaces, without the code.
    public var text: String
    /// What it was about.
    public var stage: Stage

    /// Makes a reply.
    public init(code: Int, text: String, stage: Stage) {
        self.code = code
        self.text = text
        self.stage = stage
    }

    /// The enhanced status code that the text begins with (RFC 2034); nil where it has none.
    public var enhancedStatus: String? {
        guard let first = text.split(separator: " ").first else { return nil }
        let numbers = first.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, ["2", "4", "5"].contains(numbers[0]) else { return nil }
        return numbers.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isASCIIDigit) } ? String(first) : nil
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
