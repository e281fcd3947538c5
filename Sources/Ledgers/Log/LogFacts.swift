// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The facts of an entry, as one text: a netstring for each, `name=value`, or the name alone where there is none any more.
///
/// The ledger keeps this very text and the hash covers it, so that checking an entry takes no parser that could read it in
/// two ways.
public struct LogFacts: Sendable, Hashable {
    /// The text.
    public let text: String

    /// Takes a text as the ledger has it, whatever it holds.
    public init(text: String) { self.text = text }

    /// Writes facts down in the order given.
    public init(_ facts: [LogFact]) {
        var bytes: [UInt8] = []
        for fact in facts { Netstring.append(fact.value.map { "\(fact.name)=\($0)" } ?? fact.name, to: &bytes) }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The facts in order; nil where the text is no list of facts.
    public var list: [LogFact]? {
        Netstring.texts(text)?.map { text in
            guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return LogFact(text, nil) }
            return LogFact(String(text[..<sign]), String(text[text.utf8.index(after: sign)...]))
        }
    }
}
