// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Foundation
public import Ledgers
public import Mail

/// What a person typed to say which mail is meant.
public struct MailSearch: Sendable {
    private let text: String
    private let id: String
    private let messageID: String
    private let queryValues: [String]
    private let words: [String]

    /// Takes what was typed; nil where that says nothing.
    public init?(_ typed: String) {
        text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return nil }
        id = SpoolID.asTyped(text)
        messageID = text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
        let isAddress = text.hasPrefix("https://") || text.hasPrefix("http://")
        queryValues = isAddress ? URLComponents(string: text)?.queryItems?.compactMap(\.value) ?? [] : []
        words = text.split(whereSeparator: \.isWhitespace).map { Self.folded(String($0)) }
    }

    /// The shortest part of an id that is one.
    private static let leastOfID = 4

    /// The mails that may be meant, oldest first: those that it names wholly, or else those of whose id it is the beginning or
    /// end, and those whose subject holds all of its words, in any case and with or without accents.
    public func matches(in mails: [MessageIdentity]) -> [MessageIdentity] {
        let named = mails.filter { mail in
            mail.id == id || !mail.messageID.isEmpty && mail.messageID == messageID
                || mail.tickets.contains(where: names)
        }
        guard named.isEmpty else { return named }
        return mails.filter { mail in
            if id.count >= Self.leastOfID, mail.id.hasPrefix(id) || mail.id.hasSuffix(id) { return true }
            let subject = Self.folded(mail.subject)
            return words.allSatisfy(subject.contains)
        }
    }

    /// Whether it names this very ticket: by its token, its page, or another page about it.
    public func names(_ ticket: Ticket) -> Bool {
        ticket.token == text || !ticket.url.isEmpty && ticket.url == text || queryValues.contains(ticket.token)
    }

    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
