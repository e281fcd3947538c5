// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The part of a notice that programs read: `message/delivery-status` (RFC 3464, section 2).
struct DeliveryStatus {
    let notice: Notice

    /// The fields, a block for the message and one for each recipient, all in ASCII.
    var text: String {
        let name = notice.envelopeID.map { "Original-Envelope-Id: \(Self.ascii($0.rawValue))\n" } ?? ""
        var blocks = [
            name + """
                Reporting-MTA: dns; \(Self.ascii(notice.host))
                Arrival-Date: \(notice.arrived.rfc5322)
                X-Sealpost-Message: \(notice.id)
                """
        ]
        blocks += notice.recipients.map(Self.block)
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func block(_ recipient: Notice.Recipient) -> String {
        let original =
            recipient.originalRecipient.map { "\($0.type); \(encoded($0.address, reserved: ""))" }
            ?? recipient.insteadOf.map { "\(addressType($0)); \(encoded($0))" }
        var lines = original.map { ["Original-Recipient: \($0)"] } ?? []
        lines += [
            "Final-Recipient: \(addressType(recipient.address)); \(encoded(recipient.address))",
            "Action: \(recipient.happening.action)",
            "Status: \(recipient.answer?.status ?? recipient.happening.status)",
        ]
        if let answer = recipient.answer {
            if !answer.host.isEmpty, recipient.kind != .sendmail {
                lines.append("Remote-MTA: dns; \(ascii(answer.host))")
            }
            let code = answer.code.map { "\($0) " } ?? ""
            let type = recipient.kind == .smtp ? "smtp" : recipient.kind == .sendmail ? "unix" : "http"
            lines.append("Diagnostic-Code: \(recipient.kind == .smtp ? "" : "X-")\(type); \(ascii(code + answer.text))")
        }
        if let report = recipient.report {
            lines.append("Diagnostic-Code: X-status; \(ascii(report.summary))")
        }
        if recipient.happening == .delayed {
            // What happened here is no attempt, but that there was none that went well.
            if let end = recipient.triedUntil { lines.append("Will-Retry-Until: \(end.rfc5322)") }
        } else if let deadline = recipient.deadline {
            lines.append("X-Sealpost-Must-Reach-By: \(deadline.time.rfc5322)")
        } else {
            lines.append("Last-Attempt-Date: \(recipient.time.rfc5322)")
        }
        lines.append("X-Sealpost-State: \(recipient.happening.rawValue)")
        if recipient.kind == .registered, let event = recipient.happening.registeredEvent {
            lines.append("X-Sealpost-ETSI-Event: \(event)")
        }
        if !recipient.routeName.isEmpty { lines.append("X-Sealpost-Route: \(ascii(recipient.routeName))") }
        if let ticket = recipient.ticket {
            lines.append("X-Sealpost-Ticket: \(ascii(ticket.token))")
            if !ticket.url.isEmpty { lines.append("X-Sealpost-Ticket-URL: \(ascii(ticket.url))") }
        }
        return lines.joined(separator: "\n")
    }

    /// RFC 6533: an address that is not ASCII is of the type `utf-8`.
    private static func addressType(_ address: String) -> String {
        address.utf8.allSatisfy { $0 < 128 } ? "rfc822" : "utf-8"
    }

    /// An address as it can stand in a field of this part, which is ASCII: one that is not in the form for that
    /// (`utf-8-addr-xtext`, RFC 6533, section 3), and in none anything that ends a line.
    /// - Parameter reserved: What that form needs for itself; nothing in an address that the sender gave in it.
    static func encoded(_ address: String, reserved: String = "+=\\") -> String {
        guard !address.utf8.allSatisfy({ $0 < 128 }) else { return ascii(address) }
        return address.unicodeScalars.map { scalar in
            let isPlain = (33..<127).contains(scalar.value) && !reserved.unicodeScalars.contains(scalar)
            return isPlain ? String(scalar) : "\\x{\(String(scalar.value, radix: 16, uppercase: true))}"
        }.joined()
    }

    /// What can stand in a field of this part: printable ASCII in one line, `?` for the rest.
    private static func ascii(_ text: String) -> String {
        String(text.unicodeScalars.map { (32..<127).contains($0.value) ? Character($0) : $0 == "\n" ? " " : "?" })
    }
}
