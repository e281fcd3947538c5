// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What notices say of one recipient, in one language, for others that tell of the same.
public struct NoticeWords: Sendable {
    private let wording: any Wording

    /// The words of a language: `nl`, or else English.
    public init(language: String) { wording = language == "nl" ? DutchWording() : EnglishWording() }

    /// What happened, short, after the address.
    public func headline(_ recipient: Notice.Recipient) -> String { wording.headline(recipient) }

    /// What that shows and what not.
    public func meaning(_ recipient: Notice.Recipient) -> String { wording.meaning(recipient) }

    /// What to do now.
    public func advice(_ recipient: Notice.Recipient, id: String) -> String { wording.advice(recipient, id: id) }

    /// Why a report is taken for the service's own, or why not.
    public func grounds(_ genuineness: Genuineness) -> String {
        "\(wording.groundsLabel): \(wording.grounds(genuineness))"
    }
}
