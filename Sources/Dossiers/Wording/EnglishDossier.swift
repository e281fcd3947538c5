// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// Dossiers in English.
struct EnglishDossier: DossierWording {
    let tag = "en"
    let kind = "Dossier of a message"
    let noSubject = "(no subject)"

    let subject = "Subject"
    let sender = "From"
    let arrived = "Accepted"
    let door = "Came by"
    let messageID = "Message-ID"
    let reference = "Reference"
    let size = "Size"
    let fingerprint = "SHA-256"
    let instead = "instead of"
    let state = "State"
    let route = "Route"
    let ticket = "Ticket"
    let identifier = "Identifier sent along"
    let person = "by"
    let file = "File"
    let line = "Line"
    let text = "Text"
    let name = "Name"
    let date = "Date"
    let time = "Time"
    let event = "What happened"
    let answer = "answer"
    let request = "request"
    let notice = "notice"
    let number = "No."
    let mediaType = "Type"
    let bytes = "bytes"
    let reported = "Reported by the service"
    let dkim = "DKIM, as the receiving server says"
    let header = "SHA-256 of the header"

    let recipients = "Recipients"
    let timeline = "What happened"
    let meanings = "What this shows, and what it does not"
    let rules = "The rules that decided"
    let attachments = "Fingerprints of the attachments"
    let correspondence = "Mail from the recipient's address"
    let checking = "How to check this dossier"

    func times(zone: String) -> String {
        zone == "UTC" ? "Times are in UTC." : "Times are those of \(zone), with UTC below them."
    }

    func state(_ name: String) -> String {
        switch name {
        case "queued": "accepted, nothing decided"
        case "decided": "about to be sent"
        case "sending": "a request is under way"
        case "deferred": "not taken yet, is tried again"
        case "held": "on hold, waits for a person"
        case "uncertain": "uncertain whether sent"
        case "sent": "taken by the service or the next mail system"
        case "refused": "not sent, and will not be"
        case "cancelled": "cancelled"
        default: name
        }
    }

    func happened(_ step: String) -> String? {
        switch step {
        case "enter": "Accepted by Sealpost"
        case "adopt": "Taken over into the log"
        case "decide": "Way of sending decided"
        case "hold": "Put on hold"
        case "refuse": "Not sent, and will not be"
        case "cancel": "Cancelled"
        case "begin": "Request about to leave"
        case "send": "Taken by the other side"
        case "vouch": "Said by a person to be sent"
        case "defer": "Not taken, to be tried again"
        case "lose": "Uncertain whether sent"
        case "release": "Released by a person"
        case "delay": "Late, and still being tried"
        case "report": "Reported by the service"
        case "deadline": "The time by which it must reach the recipient"
        default: nil
        }
    }

    let unverifiedReport = "Unverified report, which changes nothing"

    func reported(_ event: String) -> String {
        switch event {
        case "announced": "announced to the recipient"
        case "reminded": "the recipient was reminded"
        case "action-needed": "something is asked of the sender"
        case "expired": "the time for it ran out"
        case "undeliverable": "it can't be delivered"
        case "declined": "the recipient declined it"
        case "accepted": "the recipient accepted it"
        default: event
        }
    }

    func meaning(_ step: String) -> String? {
        switch step {
        case "enter":
            "The bytes in message/message.eml were on disk at this time. It does not show who wrote them."
        case "adopt":
            "What the ledger said of the message when its log was begun. It does not show that nothing was changed before."
        case "decide": "By which rules the way was chosen. Nothing was sent by it."
        case "hold": "Nothing was sent; the message waits for a person, or for its rules to be mended."
        case "refuse":
            "The mail was not taken and is not tried again. It does not show that the recipient knows nothing of it."
        case "cancel": "Nothing more is sent. What was sent before is not taken back."
        case "begin":
            "The request with this fingerprint was about to leave. It does not show that it arrived: the next step does."
        case "send":
            "The other side gave the answer that is enclosed, at this time. It does not show that the recipient was "
                + "informed, or has read anything."
        case "vouch": "A person said so. No answer of the service shows it."
        case "defer": "The other side did not take the mail at this time."
        case "lose": "A request may have arrived, and no usable answer came. The mail may have been sent, or not."
        case "delay": "The mail was not taken by this time, and is tried again."
        case "report":
            "The service said so: in its status list, fetched over a checked connection, or in a mail. Whether a mail was found "
                + "genuine stands beside it; one that was not changes nothing. Dates are as the service wrote them."
        case "deadline":
            "What was known at this time, as the sender's settings count it; a later report may show more. What a delay means is "
                + "not for this page to say."
        case "release": "A person had the mail sent, or sent again. The name is that of the account on the machine."
        default: nil
        }
    }

    func door(_ door: Door) -> String {
        switch door {
        case .outbox: "the outbox folder"
        case .sendmail: "the sendmail command"
        case .pipe: "a pipe"
        }
    }

    let contentRemoved =
        "The message's bytes were removed after the time for which content is kept. A copy may lie in the Sent folder; "
        + "its SHA-256 can be compared with the one above."
    let contentMissing = "The message's bytes are not where they should be"
    let requestRemoved = "the request can't be made again: the message's bytes are gone"
    let requestNotKept = "the request can't be made again: nothing was kept of how it was made"
    let requestDiffers =
        "the request can't be made again: what is kept beside the message does not give what was sent"
    let answerGone = "the answer is no longer in the ledger as it came"
    let noticeDisagrees = "this notice has another hash for its entry than the log"
    let rulesAbout =
        "Lines of the rule files as they were when they decided. The whole files are enclosed; their fingerprints are in the "
        + "log. Rule files and lists in which no line decided are named by their fingerprints only."
    let noRules = "No line of a rule decided; what the settings say of such mail was done."
    let rulesNotKept = "The rule files of this decision were not kept."
    let otherRuleFiles = "also read, not enclosed"
    let attachmentsAbout = "Computed over the attachments' decoded bytes, in hexadecimal digits and in Base64."
    let noAttachments = "The message has no attachments."
    let nothingReported = "The ledger holds none that the service reports."
    let matches = "the same"
    let differs = "not the same as any attachment"
    let accepted = "accepted"
    let notAccepted = "not accepted"
    let correspondenceAbout =
        "From the sender's own mail folders, gathered once, when the first dossier of this message was made. Their content "
        + "is not enclosed. A mail shows that somebody could write from the address; one without a good DKIM result may be "
        + "forged."
    func received(_ shown: Int, of count: Int) -> String {
        count == 0 ? "none found" : shown == count ? "\(count) found" : "the latest \(shown) of \(count)"
    }

    func checking(head: String, isTimeStamped: Bool) -> [String] {
        [
            "sha256sum -c SHA256SUMS compares every file with its fingerprint.",
            "Each file log/NUMBER.entry holds what the log's hash for that entry is computed over, so its SHA-256 is that "
                + "hash; the hash of the entry before stands in it. The last entry of this message is \(head).",
            "Each notice bears the number and hash of the last entry it tells of, in its field X-Sealpost-Log.",
            "sealpost log verify --dossier FOLDER compares all of it with the ledger, where that still is.",
        ]
            + (isTimeStamped
                ? [
                    "openssl ts -verify -data SHA256SUMS -in SHA256SUMS.tsr -CAfile AUTHORITY.pem shows that all of this was "
                        + "there at the time that the authority names."
                ] : [])
    }

    let readmeOpening = [
        "This folder holds what Sealpost knows of one message: what was sent, by what way, what was answered, and when. It was "
            + "put together by a program from its ledger; nobody wrote it. The same ledger gives the same files.",
        "Begin with timeline.html, which any browser shows and prints.",
    ]
    let readmeFiles = "The files"
    let readmeLimits = [
        "The log shows that its entries were not changed after they were written, as far as somebody else holds a notice or a "
            + "dossier with a later hash. It does not show that what was written was true: that the clock was right, that an "
            + "answer came from the service, that the sender wrote the mail.",
        "What the service itself keeps of a ticket is not part of this dossier. Ask it for its own evidence.",
        "Whether a mail has reached somebody in the sense of the law is for a court to say.",
    ]

    func readme(_ topic: ReadmeText.Topic) -> [String] {
        switch topic {
        case .timeline:
            [
                "What happened, for people (HTML) and for programs (JSON). Both say the same, and nothing that is not shown by the "
                    + "other files."
            ]
        case .message:
            [
                "message.eml: the exact bytes that were accepted. Their SHA-256 is in the first entry of the log. envelope.txt: "
                    + "by which door they came, and who was named as sender and recipients."
            ]
        case .fingerprints:
            [
                "The SHA-256 of each attachment, to be compared with the attachment itself, and with what the service reports."
            ]
        case .requests:
            [
                "The body of each request as it was sent, named after the log's entry. Made again from the message and what was "
                    + "kept beside it; its SHA-256 is the one that the log had before the request left. It shows what was sent, not "
                    + "that it arrived. The header, with which Sealpost logs in, is not kept."
            ]
        case .answers:
            [
                "What the other side answered, as it came, named after the log's entry, which has its SHA-256. Fields that let "
                    + "somebody in are hidden, and a long answer is cut off. It does not show who answered: the connection was "
                    + "checked when it was made, and the answer is not signed."
            ]
        case .notices:
            [
                "The notices that Sealpost filed for the sender, as they are in his mail folder, named after the last entry they "
                    + "tell of. Notices that were removed are missing."
            ]
        case .rules:
            [
                "The rule files in which a line decided, as they were then, and rules.txt, which names the lines. The lists "
                    + "(*.json) name all files that were read, with their SHA-256; the log has the SHA-256 of the list."
            ]
        case .correspondence:
            [
                "The latest mails from each recipient's address that were found in the sender's mail folders: date, Message-ID, "
                    + "DKIM result, SHA-256 of the header. Never their content."
            ]
        case .log:
            [
                "The log's entries about this message, and head.txt with the number and hash of the last one. The entries between "
                    + "them are about other mail, and are not enclosed."
            ]
        case .checksums: ["The SHA-256 of every file but itself and the time stamp, as sha256sum writes them."]
        case .timeStamp:
            [
                "A time stamp (RFC 3161) over SHA256SUMS: an authority outside says that it was there at its time. It says nothing "
                    + "of what the files hold."
            ]
        }
    }
}
