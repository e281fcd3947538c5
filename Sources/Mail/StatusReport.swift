// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One thing that a status source says happened to a mail after it was sent.
///
/// The source's own words are kept beside what they mean by the settings, as a code that nobody knows yet may get a meaning
/// later.
public struct StatusReport: Sendable, Hashable {
    /// By which way reports come.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
        /// The service's answer to a question about a ticket.
        case xml
        /// A mail from the service.
        case mail
    }

    /// By which way it came.
    public var origin: Origin
    /// What it means; nil where the settings don't say.
    public var event: DeliveryEvent?
    /// The ticket's token; empty where the report names none.
    public var ticket: String
    /// The source's own code; empty where it has none.
    public var code: String
    /// The source's own words for what happened.
    public var text: String
    /// What the source says beside it.
    public var detail: String
    /// When it happened, as the source wrote it.
    public var date: String
    /// The same in UTC; nil where that can't be read.
    public var time: Timestamp?
    /// The Message-ID of the mail that brought it; empty for other ways.
    public var reference: String
    /// On what grounds it is taken for the service's own.
    public var genuineness: Genuineness

    /// Makes a report.
    public init(
        origin: Origin, event: DeliveryEvent?, ticket: String, code: String = "", text: String, detail: String = "",
        date: String, time: Timestamp?, reference: String = "", genuineness: Genuineness
    ) {
        self.origin = origin
        self.event = event
        self.ticket = ticket
        self.code = code
        self.text = text
        self.detail = detail
        self.date = date
        self.time = time
        self.reference = reference
        self.genuineness = genuineness
    }
}
