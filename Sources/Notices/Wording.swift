// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Notice.Recipient {
    /// Whether it waits because the same letter was there before.
    var isDuplicate: Bool { happening == .held && holdCause == .duplicate }
}

/// What notices say, in one language.
///
/// The words say what happened and what that shows, and never more: whether a mail "arrived" in the eyes of the law is a
/// court's to say.
protocol Wording: Sendable {
    /// The language's tag (RFC 5646).
    var language: String { get }
    /// The subject of a notice about the message with this subject.
    func subject(_ gravest: Happening, _ subject: String) -> String
    /// The first sentence.
    var opening: String { get }
    /// The names of subject, sender, time of acceptance and reference, in this order.
    var labels: (subject: String, sender: String, arrived: String, reference: String) { get }
    /// Before the number and hash of the log's entry.
    var logLabel: String { get }
    /// What happened, in capitals' place: short, after the address.
    func headline(_ recipient: Notice.Recipient) -> String
    /// What happened, in a sentence.
    func account(_ recipient: Notice.Recipient, at time: String) -> String
    /// What that shows and what not.
    func meaning(_ recipient: Notice.Recipient) -> String
    /// What to do now; then, indented and each in a line of its own, the commands that can be given.
    func advice(_ recipient: Notice.Recipient, id: String) -> String
    /// Before the other side's words, and before the ticket and its page.
    var answerLabel: String { get }
    var ticketLabel: String { get }
    var pageLabel: String { get }
    var reasonLabel: String { get }
    /// Before the time until which it is tried.
    var untilLabel: String { get }
    /// Before a status source's own words, and before the grounds on which they are believed.
    var reportLabel: String { get }
    var groundsLabel: String { get }
    /// Why a report is taken for the service's own, or why not.
    func grounds(_ genuineness: Genuineness) -> String
    /// Before the time by which the mail must reach the recipient, and before how far it has come.
    var deadlineLabel: String { get }
    var knownLabel: String { get }
    /// How far it has come.
    func known(_ known: Notice.Deadline.Known) -> String
    /// Before the address that a rule redirected.
    var insteadLabel: String { get }
    var meaningLabel: String { get }
    var adviceLabel: String { get }
    /// What is said of a file in quarantine.
    func quarantine(_ cause: QuarantineCause) -> QuarantineWords
    /// The last line, where the message's header is enclosed, and where all of it is.
    var closing: String { get }
    var closingOfWhole: String { get }
}
