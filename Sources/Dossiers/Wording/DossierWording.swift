// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What a dossier says, in one language.
///
/// As in notices, the words say what happened and what that shows, and never more: whether a mail "arrived" in the eyes of
/// the law is a court's to say.
protocol DossierWording: Sendable {
    /// The language's tag (RFC 5646).
    var tag: String { get }
    /// What kind of document it is.
    var kind: String { get }
    /// What stands in place of an empty subject.
    var noSubject: String { get }

    // The names of what is known of the message and of a recipient.
    var subject: String { get }
    var sender: String { get }
    var arrived: String { get }
    var door: String { get }
    var messageID: String { get }
    var reference: String { get }
    var size: String { get }
    var fingerprint: String { get }
    var instead: String { get }
    var state: String { get }
    var route: String { get }
    var ticket: String { get }
    var identifier: String { get }
    var person: String { get }
    var file: String { get }
    var line: String { get }
    var text: String { get }
    var name: String { get }
    var date: String { get }
    var time: String { get }
    var event: String { get }
    var answer: String { get }
    var request: String { get }
    var notice: String { get }
    var number: String { get }
    var mediaType: String { get }
    var bytes: String { get }
    var reported: String { get }
    var dkim: String { get }
    var header: String { get }

    // The headings.
    var recipients: String { get }
    var timeline: String { get }
    var meanings: String { get }
    var rules: String { get }
    var attachments: String { get }
    var correspondence: String { get }
    var checking: String { get }

    /// Above the table of events: which times these are.
    func times(zone: String) -> String
    /// A state, by its name in the ledger.
    func state(_ name: String) -> String
    /// A step, by its name in the log; nil for one that has no words here.
    func happened(_ step: String) -> String?
    /// What a service reports, by its name in the log.
    func reported(_ event: String) -> String
    /// What stands in place of a report's name where nothing shows that the service made it.
    var unverifiedReport: String { get }
    /// What a step shows and what it doesn't.
    func meaning(_ step: String) -> String?
    /// The door by which a message came in.
    func door(_ door: Door) -> String

    /// Where a request, an answer or the message itself is not in the dossier, why.
    var contentRemoved: String { get }
    var contentMissing: String { get }
    var requestRemoved: String { get }
    var requestNotKept: String { get }
    var requestDiffers: String { get }
    var answerGone: String { get }
    var noticeDisagrees: String { get }
    /// What is said of rules.
    var rulesAbout: String { get }
    var noRules: String { get }
    var rulesNotKept: String { get }
    var otherRuleFiles: String { get }
    /// What is said of fingerprints.
    var attachmentsAbout: String { get }
    var noAttachments: String { get }
    var nothingReported: String { get }
    var matches: String { get }
    var differs: String { get }
    var accepted: String { get }
    var notAccepted: String { get }
    /// What is said of the mails from the recipient's address.
    var correspondenceAbout: String { get }
    func received(_ shown: Int, of count: Int) -> String
    /// How the dossier is checked.
    func checking(head: String, isTimeStamped: Bool) -> [String]

    /// The text of the file that explains the others: what it is, each file with what it shows and doesn't, how to check.
    var readmeOpening: [String] { get }
    func readme(_ topic: ReadmeText.Topic) -> [String]
    var readmeFiles: String { get }
    var readmeLimits: [String] { get }
}
