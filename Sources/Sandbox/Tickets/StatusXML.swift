// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import HTMLWriting
internal import Mail

/// The status of a ticket as the registered service's definition has it: `biletten` in Dutch, every value an attribute.
enum StatusXML {
    /// The document for some tickets (schema `biljetten`, v.1.1.1).
    static func document(_ tickets: [RegisteredTicket], _ settings: RegisteredSettings) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<biljetten>\n"
        for ticket in tickets { text += biljet(ticket, settings) }
        return text + "</biljetten>\n"
    }

    private static func biljet(_ ticket: RegisteredTicket, _ settings: RegisteredSettings) -> String {
        var text =
            "  <biljet"
            + attributes([
                ("id", ticket.token), ("afzender", ticket.sender), ("ontvanger", ticket.recipient),
                ("onderwerp", ticket.subject), ("customer_id", settings.customerID), ("taal", ticket.language),
                ("handtekening_nodig", "0"),
            ]) + ">\n    <bijlagen>\n"
        for attachment in ticket.attachments {
            text +=
                "      <bijlage"
                + attributes([
                    ("bijlage", attachment.name),
                    ("hash", Fingerprint(hexadecimal: attachment.sha256)?.base64 ?? ""),
                    ("geaccepteerd", ticket.isAccepted ? "1" : "0"),
                ]) + "/>\n"
        }
        text += "    </bijlagen>\n    <statussen>\n"
        for event in ticket.history {
            let entry = settings.statusCodes[event.kind]
            let time = Timestamp(milliseconds: event.milliseconds).formatted("%Y-%m-%d %H:%M:%S", inUTC: true)
            text +=
                "      <status"
                + attributes([
                    ("statusdatumtijd", time), ("statusomschrijving", entry.text),
                    ("statuscode", String(entry.code)),
                    // The definition's example has a space where there is no detail.
                    ("statusdetail", event.detail.isEmpty ? " " : event.detail),
                ]) + "/>\n"
        }
        return text + "    </statussen>\n  </biljet>\n"
    }

    private static func attributes(_ pairs: [(String, String)]) -> String {
        pairs.map { " \($0.0)=\"\(Markup.escaped($0.1))\"" }.joined()
    }
}
