// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// All that is known of one message, as values: what a dossier is composed of.
///
/// Nothing in it depends on when or where the dossier is made, so that the same ledger gives the same bytes.
public struct Dossier: Sendable {
    /// The language of what people read, `nl` or English for any other.
    public var language: String
    /// The time zone beside UTC, by its IANA name; one that is not known shows UTC alone.
    public var timeZone: String
    /// The message.
    public var message: DossierMessage
    /// Its recipients, in the order of the envelope.
    public var recipients: [DossierRecipient]
    /// What happened, in order.
    public var entries: [DossierEntry]
    /// The requests that left, in order.
    public var requests: [DossierRequest] = []
    /// The answers that came, in order.
    public var answers: [DossierAnswer] = []
    /// The notices that were found, in order.
    public var notices: [DossierNotice] = []
    /// The rule files that decided.
    public var rules: [DossierRules] = []
    /// The attachments' fingerprints.
    public var attachments: [AttachmentFingerprint] = []
    /// The fingerprints that the service reports.
    public var reported: [ReportedFingerprint] = []
    /// The latest mails from each recipient's address; nil where no folders are named to look in.
    public var correspondence: [Correspondence]?
    /// Whether a time stamp is to lie beside the fingerprints.
    public var isTimeStamped = false

    /// Makes a dossier with what every one has.
    public init(
        language: String, timeZone: String, message: DossierMessage, recipients: [DossierRecipient],
        entries: [DossierEntry]
    ) {
        self.language = language
        self.timeZone = timeZone
        self.message = message
        self.recipients = recipients
        self.entries = entries
    }
}
