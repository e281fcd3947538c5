// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The words of the ticket page in one language.
///
/// They say what happened and what that shows, and never that something was legally delivered: that is not for a page to say.
struct Wording: Sendable {
    var code: String
    var otherCode: String
    var otherName: String
    var simulation: String
    var title: String
    var from: String
    var to: String
    var subject: String
    var status: String
    var question: String
    var accept: String
    var refuse: String
    var refusal: String
    var confirmRefusal: String
    var consequences: String
    var hidden: String
    var closed: String
    var message: String
    var attachments: String
    var noAttachments: String
    var download: String
    var fingerprint: String
    var fingerprintHelp: String
    var bytes: String
    var history: String
    var historyHelp: String
    var gone: String
    var states: [TicketEvent.Kind: String]
    var meanings: [TicketEvent.Kind: String]

    /// The words in `nl`, or else in English.
    static func of(_ language: String) -> Wording { language.lowercased().hasPrefix("nl") ? dutch : english }

    static let english = Wording(
        code: "en", otherCode: "nl", otherName: "Nederlands",
        simulation: "Sandbox. Nothing was sent by e-mail and nothing here has legal effect.",
        title: "Registered e-mail", from: "From", to: "To", subject: "Subject", status: "Status",
        question: "A registered e‑mail is waiting for you. Do you accept it?",
        accept: "Accept", refuse: "Refuse",
        refusal: "The sender is told that you refused, and the message can never be read here. Are you sure?",
        confirmRefusal: "Yes, refuse",
        consequences:
            "If you accept, you can read the message and its attachments, and the sender sees when you accepted. "
            + "If you refuse, the sender sees that. Either choice is final.",
        hidden: "The message and its attachments can be read after acceptance.",
        closed: "The message was not accepted, so it cannot be read.",
        message: "Message", attachments: "Attachments", noAttachments: "This e-mail has no attachments.",
        download: "Download", fingerprint: "SHA-256 fingerprint",
        fingerprintHelp:
            "A file that you received is the one that was sent if sha256sum shows the same fingerprint for it.",
        bytes: "bytes", history: "What happened", historyHelp: "All times are in UTC.",
        gone: "The sandbox no longer keeps the content of this message.",
        states: [
            .submitted: "Submitted", .announced: "Announced", .reminded: "Reminder sent", .accepted: "Accepted",
            .refused: "Refused", .expired: "Not answered in time", .failed: "Announcement not delivered",
        ],
        meanings: [
            .submitted: "The service took the message. The recipient has not been told yet.",
            .announced: "The announcement was sent. This does not show that anybody has read it.",
            .reminded: "A reminder was sent. This does not show that anybody has read it.",
            .accepted: "Somebody with access to this page accepted the message. The page does not check who.",
            .refused: "Somebody with access to this page refused the message. The page does not check who.",
            .expired: "Nobody accepted or refused the message in time. The announcement had been sent.",
            .failed: "The announcement came back. The recipient may not know of the message.",
        ])

    static let dutch = Wording(
        code: "nl", otherCode: "en", otherName: "English",
        simulation: "Sandbox. Er is niets per e-mail verstuurd en niets op deze pagina heeft rechtsgevolg.",
        title: "Aangetekende e-mail", from: "Van", to: "Aan", subject: "Onderwerp", status: "Status",
        question: "Er staat een aangetekende e‑mail voor u klaar. Neemt u die aan?",
        accept: "Accepteren", refuse: "Weigeren",
        refusal: "De afzender hoort dat u weigerde, en het bericht is hier dan nooit te lezen. Weet u het zeker?",
        confirmRefusal: "Ja, weigeren",
        consequences:
            "Als u accepteert, kunt u het bericht en de bijlagen lezen en ziet de afzender wanneer u dat deed. "
            + "Als u weigert, ziet de afzender dat ook. Beide keuzes zijn definitief.",
        hidden: "Het bericht en de bijlagen zijn te lezen na acceptatie.",
        closed: "Het bericht is niet geaccepteerd en dus niet te lezen.",
        message: "Bericht", attachments: "Bijlagen", noAttachments: "Deze e-mail heeft geen bijlagen.",
        download: "Downloaden", fingerprint: "SHA-256-vingerafdruk",
        fingerprintHelp:
            "Een ontvangen bestand is het verzonden bestand als sha256sum er dezelfde vingerafdruk voor toont.",
        bytes: "bytes", history: "Wat er gebeurde", historyHelp: "Alle tijden zijn in UTC.",
        gone: "De sandbox bewaart de inhoud van dit bericht niet meer.",
        states: [
            .submitted: "Aangeboden", .announced: "Aangekondigd", .reminded: "Herinnering verstuurd",
            .accepted: "Geaccepteerd", .refused: "Geweigerd", .expired: "Niet op tijd beantwoord",
            .failed: "Aankondiging niet afgeleverd",
        ],
        meanings: [
            .submitted: "De dienst heeft het bericht aangenomen. De ontvanger weet nog van niets.",
            .announced: "De aankondiging is verstuurd. Daaruit blijkt niet dat iemand haar gelezen heeft.",
            .reminded: "Er is een herinnering verstuurd. Daaruit blijkt niet dat iemand haar gelezen heeft.",
            .accepted:
                "Iemand met toegang tot deze pagina heeft het bericht geaccepteerd. De pagina controleert niet wie.",
            .refused:
                "Iemand met toegang tot deze pagina heeft het bericht geweigerd. De pagina controleert niet wie.",
            .expired: "Niemand heeft het bericht op tijd geaccepteerd of geweigerd. De aankondiging was verstuurd.",
            .failed: "De aankondiging is teruggekomen. De ontvanger weet misschien niets van het bericht.",
        ])
}
