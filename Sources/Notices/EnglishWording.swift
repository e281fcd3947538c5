// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Notices in English.
struct EnglishWording: Wording {
    let language = "en"
    let opening = "Sealpost, which sends registered and secure mail, has news about this message:"
    let labels = (subject: "Subject", sender: "From", arrived: "Accepted", reference: "Reference")
    let logLabel = "Log"
    let answerLabel = "Answer"
    let ticketLabel = "Ticket"
    let pageLabel = "Follow it at"
    let reasonLabel = "Reason"
    let untilLabel = "Tried until"
    let reportLabel = "Reported"
    let groundsLabel = "Known by"
    let deadlineLabel = "Reach by"
    let knownLabel = "So far"
    let insteadLabel = "in place of"
    let meaningLabel = "What this shows"
    let adviceLabel = "What to do now"
    let closing =
        "The header of the message is enclosed. This notice was made by a program; nobody reads answers to it."
    let closingOfWhole =
        "The whole message is enclosed. This notice was made by a program; nobody reads answers to it."

    func grounds(_ genuineness: Genuineness) -> String {
        switch genuineness {
        case .fetched: "the service itself, asked over a secured connection"
        case .signed(let domain): "a mail with a good signature of \(domain)"
        case .attested(let server): "a mail of which \(server) says that its signature was good"
        case .unverified(let reason): "nothing: \(reason)"
        }
    }

    func known(_ known: Notice.Deadline.Known) -> String {
        switch known {
        case .waiting: "it waits to be sent"
        case .held: "it is on hold"
        case .uncertain: "nobody knows whether it was sent"
        case .ended: "it was not sent, and will not be"
        case .sent(nil): "it counts as sent, and nothing was reported since"
        case .sent(.announced?): "announced"
        case .sent(.reminded?): "a reminder was sent"
        case .sent(.actionNeeded?): "the service waits for something from you"
        case .sent(.expired?): "not accepted in time"
        case .sent(.undeliverable?): "not delivered"
        case .sent(.declined?): "declined"
        case .sent(.accepted?): "accepted"
        case .reachedLate: "it reached the recipient too late"
        }
    }

    func subject(_ gravest: Happening, _ subject: String) -> String {
        switch gravest {
        case .sent: "Handed over: \(subject)"
        case .delayed: "Delayed: \(subject)"
        case .announced: "Announced: \(subject)"
        case .reminded: "Reminded: \(subject)"
        case .accepted: "Accepted: \(subject)"
        case .reported: "Status: \(subject)"
        case .actionNeeded: "ACTION NEEDED: \(subject)"
        case .unverified: "Unverified report: \(subject)"
        case .expired: "NOT ACCEPTED IN TIME: \(subject)"
        case .declined: "DECLINED: \(subject)"
        case .undeliverable: "NOT DELIVERED: \(subject)"
        case .held: "On hold: \(subject)"
        case .refused: "NOT SENT: \(subject)"
        case .uncertain: "UNCERTAIN whether sent: \(subject)"
        case .unannounced: "NOT ANNOUNCED yet: \(subject)"
        case .dueSoon: "DEADLINE NEAR: \(subject)"
        case .anotherWay: "ANOTHER WAY NEEDED: \(subject)"
        case .missed: "DEADLINE OVER: \(subject)"
        }
    }

    func headline(_ recipient: Notice.Recipient) -> String {
        switch (recipient.happening, recipient.kind) {
        case (.sent, .registered): "handed over as registered mail"
        case (.sent, .secure): "handed over as secure mail"
        case (.sent, nil): "handed over"
        case (.sent, _): "handed over as ordinary mail"
        case (.delayed, _): "not sent yet"
        case (.announced, _): "announced to the recipient"
        case (.reminded, _): "reminder sent"
        case (.accepted, _): "accepted by the recipient"
        case (.reported, _): "new status"
        case (.actionNeeded, _): "waits for you"
        case (.unverified, _): "unverified report"
        case (.expired, _): "not accepted in time"
        case (.declined, _): "declined by the recipient"
        case (.undeliverable, _): "not delivered"
        case (.held, _): "on hold"
        case (.refused, _): "not sent"
        case (.uncertain, _): "uncertain whether sent"
        case (.unannounced, _): "not announced yet"
        case (.dueSoon, _): "must be reached soon"
        case (.anotherWay, _): "another way needed"
        case (.missed, _): "not known to be reached in time"
        }
    }

    func account(_ recipient: Notice.Recipient, at time: String) -> String {
        let way = "the route \"\(recipient.routeName)\""
        return switch (recipient.happening, recipient.kind) {
        case (.sent, _) where recipient.isFound:
            "On \(time) the mail's ticket was found. It shows that the service had taken the mail, by \(way)."
        case (.sent, .registered): "On \(time) the registered mail service took this mail, by \(way)."
        case (.sent, .secure): "On \(time) the secure mail service took this mail, by \(way)."
        case (.sent, _): "On \(time) the next mail system took this mail, by \(way)."
        case (.delayed, _) where recipient.lostRequests > 0:
            "On \(time) it was still not known that this mail was sent. Sealpost goes on trying, by \(way)."
        case (.delayed, _): "On \(time) this mail had not been sent yet. Sealpost goes on trying, by \(way)."
        case (.announced, _): "On \(time) the service sent the announcement of this mail, by its own report."
        case (.reminded, _): "On \(time) the service sent the recipient a reminder, by its own report."
        case (.accepted, _): "On \(time) the recipient accepted this mail, as the service reports."
        case (.reported, _): "On \(time) the service reported something whose meaning your settings don't say."
        case (.actionNeeded, _): "On \(time) the service asked for something that it needs to deliver this mail."
        case (.unverified, _):
            "A report dated \(time) came that nothing shows to be true. The mail's state stays as it was."
        case (.expired, _): "On \(time) the time to accept this mail was over, as the service reports."
        case (.declined, _): "On \(time) the recipient declined this mail, as the service reports."
        case (.undeliverable, _):
            "On \(time) the service could not deliver this mail, or its announcement, as it reports."
        case (.held, _) where recipient.lostRequests > 0:
            "On \(time) Sealpost put this mail on hold. Whether an earlier request to send it was taken nobody knows."
        case (.held, _): "On \(time) Sealpost put this mail on hold. Nothing was sent."
        case (.refused, _): "On \(time) it became final that this mail is not sent."
        case (.uncertain, _) where recipient.lostRequests > 1:
            "Up to \(time) several requests to send this mail were made by \(way). Of one at least nobody knows whether it was taken."
        case (.uncertain, _):
            "By \(time) a request to send this mail had left by \(way), or may have, and no usable answer had come."
        case (.unannounced, _): "On \(time) nothing had said yet that the recipient was told of this mail."
        case (.dueSoon, _):
            "On \(time) the last safe moment had come for reaching the recipient by another way. Nothing shows that this mail "
                + "has reached anybody."
        case (.anotherWay, _):
            "On \(time) it was known that this mail had not reached the recipient, as your settings count it. Nothing more is "
                + "on its way."
        case (.missed, _):
            "On \(time) the time was over by which this mail had to reach the recipient. Nothing shows that it had by then."
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
        case (.delayed, _) where recipient.lostRequests > 0:
            "The mail waits and is not lost. An earlier request may have been taken, and nobody has taken a later one so far. You "
                + "will be told when it is sent, or given up."
        case (.delayed, _):
            "The mail waits and is not lost. Nobody has taken it so far. You will be told when it is sent, or given up."
        case (.held, _) where recipient.isDuplicate:
            "The reason names an earlier mail with the same letter. This one waits and is not lost; the earlier one goes its way."
        case (.announced, _), (.reminded, _):
            "The service says that it sent it, and when. It does not show that anybody has read it."
        case (.accepted, _):
            "The service says that somebody who could open the announcement accepted the mail, and when. "
                + "It does not show who that was, unless the service checks that."
        case (.reported, _): "Only that the service reported it. Sealpost took nothing from it."
        case (.actionNeeded, _): "The mail is at the service and has not reached the recipient yet."
        case (.unverified, _):
            "Nothing. It may be forged, or be the service's own and damaged on its way. Believe it only where the "
                + "service's page says the same."
        case (.expired, _):
            "The recipient did not accept the mail in time. That the announcement was sent stays as it was reported: "
                + "look at its date."
        case (.declined, _): "The announcement reached somebody who declined the mail. Its content was not handed over."
        case (.undeliverable, _): "The recipient may not know of this mail. Its content was not handed over."
        case (.held, _): "The mail waits and is not lost. It is not sent by another way in the meantime."
        case (.refused, _): "The recipient has not got this mail from Sealpost, and will not get it."
        case (.uncertain, _) where recipient.lostRequests > 1:
            "The mail may have been sent once or more, or not. Your settings had it sent again; Sealpost does not do so once more."
        case (.uncertain, _):
            "The mail may have been sent, or not. Sealpost does not send it again by itself, because the recipient "
                + "could then get it twice."
        case (.unannounced, _): "The service has the mail. It does not show that the recipient knows of it."
        case (.dueSoon, _):
            "It may still reach the recipient in time, or have done so unseen; nothing shows that. That a mail was sent does not."
        case (.anotherWay, _): "The recipient is not reached by this mail. The time goes on."
        case (.missed, _):
            "That nobody reported it in time. It does not show that the mail had not arrived, nor what follows from that: "
                + "that is for the law, and in the end for a court, to say."
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
        case (.announced, _), (.reminded, _), (.accepted, _): "Nothing. Keep this notice with the mail."
        case (.reported, _):
            "Look at the service's page what it means. If it is known, give it a meaning in the table status_codes of the "
                + "settings."
        case (.actionNeeded, _): "Read the service's own mail in your inbox, and do what it asks."
        case (.unverified, _): "Compare it with the service's page, and follow no link in the mail that brought it."
        case (.expired, _), (.declined, _), (.undeliverable, _):
            "Decide whether to reach the recipient by another way. Keep this notice and those before it."
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
        case (.unannounced, _):
            "Look at the page above, or ask the service. If it is not announced, reach the recipient by another way, and then "
                + "say so:\n    \(recipient.settling(id, address: "ADDRESS"))"
        case (.dueSoon, _) where recipient.deadline?.known == .held || recipient.deadline?.known == .uncertain:
            "Decide about the mail, or reach the recipient by another way today: a call, a courier, a bailiff. When that is done, "
                + "say so:\n    sealpost queue show \(id)\n    \(recipient.settling(id, address: "ADDRESS"))"
        case (.dueSoon, _), (.anotherWay, _):
            "Reach the recipient by another way: a call, a courier, a bailiff. When that is done, or where you know that the "
                + "recipient has it, say so:\n    \(recipient.settling(id, address: "ADDRESS"))"
        case (.missed, _):
            "Find out whether the recipient has the mail, and what the delay means. Keep this notice and those before it. When "
                + "nothing more is to be done, say so:\n    sealpost dossier \(id) --out FOLDER\n"
                + "    \(recipient.settling(id, address: "ADDRESS"))"
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
            enclosed: "The file is enclosed as it is.", notEnclosed: "The file could not be enclosed.",
            closing: "This notice was made by a program; nobody reads answers to it.")
    }
}
