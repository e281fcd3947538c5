// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Notices in English.
struct EnglishWording: Wording {
    let opening = "Sealpost, which sends registered and secure mail, has news about this message:"
    let labels = (subject: "Subject", sender: "From", arrived: "Accepted", reference: "Reference")
    let logLabel = "Log"
    let answerLabel = "Answer"
    let ticketLabel = "Ticket"
    let pageLabel = "Follow it at"
    let reasonLabel = "Reason"
    let untilLabel = "Tried until"
    let insteadLabel = "in place of"
    let meaningLabel = "What this shows"
    let adviceLabel = "What to do now"
    let closing =
        "The header of the message is enclosed. This notice was made by a program; nobody reads answers to it."
    let closingOfWhole =
        "The whole message is enclosed. This notice was made by a program; nobody reads answers to it."

    func subject(_ gravest: Happening, _ subject: String) -> String {
        switch gravest {
        case .sent: "Handed over: \(subject)"
        case .delayed: "Delayed: \(subject)"
        case .held: "On hold: \(subject)"
        case .refused: "NOT SENT: \(subject)"
        case .uncertain: "UNCERTAIN whether sent: \(subject)"
        }
    }

    func headline(_ recipient: Notice.Recipient) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered): "handed over as registered mail"
        case (.sent, .secure): "handed over as secure mail"
        case (.sent, nil): "handed over"
        case (.sent, _): "handed over as ordinary mail"
        case (.delayed, _): "not sent yet"
        case (.held, _): "on hold"
        case (.refused, _): "not sent"
        case (.uncertain, _): "uncertain whether sent"
        }
    }

    func account(_ recipient: Notice.Recipient, at time: String) -> String {
        let way = "the route \"\(recipient.routeName)\""
        return switch (recipient.happening, recipient.kind) {
        case (.sent, .registered): "On \(time) the registered mail service took this mail, by \(way)."
        case (.sent, .secure): "On \(time) the secure mail service took this mail, by \(way)."
        case (.sent, _): "On \(time) the next mail system took this mail, by \(way)."
        case (.delayed, _): "On \(time) this mail had not been sent yet. Sealpost goes on trying, by \(way)."
        case (.held, _): "On \(time) Sealpost put this mail on hold. Nothing was sent."
        case (.refused, _): "On \(time) it became final that this mail is not sent."
        case (.uncertain, _):
            "On \(time) a request to send this mail was under way by \(way), and no usable answer came."
        }
    }

    func meaning(_ recipient: Notice.Recipient) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered):
            "The service has the mail and will announce it to the recipient, who can accept or refuse it. "
                + "It does not show yet that the announcement has reached the recipient."
        case (.sent, .secure):
            "The service has the mail and passes it on to secure servers only. "
                + "Where it can't, it writes to the address for notifications of your account."
        case (.sent, _): "The next mail system has the mail. It does not show that it arrived."
        case (.delayed, _):
            "The mail waits and is not lost. Nobody has taken it so far. You will be told when it is sent, or given up."
        case (.held, _) where recipient.isDuplicate:
            "The reason names an earlier mail with the same letter. This one waits and is not lost; the earlier one goes its way."
        case (.held, _): "The mail waits and is not lost. It is not sent by another way in the meantime."
        case (.refused, _): "The recipient has not got this mail from Sealpost, and will not get it."
        case (.uncertain, _):
            "The mail may have been sent, or not. Sealpost does not send it again by itself, because the recipient "
                + "could then get it twice."
        }
    }

    func advice(_ recipient: Notice.Recipient, id: String) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered):
            "Nothing. Keep this notice with the mail; its progress can be seen on the page above."
        case (.sent, _): "Nothing."
        case (.delayed, _):
            "Nothing, or run one of:\n    sealpost queue retry \(id)\n    sealpost queue cancel \(id)"
        case (.held, _) where recipient.isDuplicate:
            "Say whether the recipient is to get it once more: the first of these sends it all the same, the second ends it.\n"
                + "    sealpost queue release \(id)\n    sealpost queue cancel \(id)"
        case (.held, _):
            "Mend what the reason names, or run one of:\n"
                + "    sealpost queue release \(id) --route NAME\n    sealpost queue cancel \(id)"
        case (.refused, _): "Mend what the reason names and write again, or reach the recipient by another way."
        case (.uncertain, .registered):
            "Look on the dashboard of the service whether the mail is there, before you send it again.\n"
                + "    sealpost queue resolve \(id) --ticket TOKEN\n    sealpost queue resolve \(id) --send-again"
        case (.uncertain, _):
            "Ask the recipient, or look at the service, before you send it again.\n"
                + "    sealpost queue resolve \(id) --sent\n    sealpost queue resolve \(id) --send-again"
        }
    }

    func quarantine(_ cause: QuarantineCause) -> QuarantineWords {
        QuarantineWords(
            subject: "SET ASIDE, not sent: ",
            opening: "Sealpost, which sends registered and secure mail, has set a message aside that it can't read.",
            file: "File", reason: cause.description,
            meaning:
                "Nothing of it was sent. Whoever sent it was told that it was accepted, and hears nothing else.",
            advice:
                "Look at the file as text; if they are still there, its first lines name sender and recipients. Send the "
                + "mail by another way, or put it back when what the reason names is mended:",
            closing: "This notice was made by a program; nobody reads answers to it.")
    }
}
