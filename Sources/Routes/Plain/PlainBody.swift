// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// A whole message as the plain routes pass it on.
enum PlainBody {
    static func make(_ delivery: Delivery, _ form: MessageForm, maximumBytes: Int) throws(RouteFault) -> SegmentedBody {
        guard !delivery.recipients.isEmpty else { throw RouteFault("there is no recipient") }
        for recipient in delivery.recipients { try check(recipient, "recipient") }
        if !delivery.sender.mailbox.isEmpty { try check(delivery.sender.mailbox, "sender") }
        let message = try OutgoingMessage(delivery.message, subject: delivery.newSubject)
        let body = SegmentedBody([.message(message, form)], of: delivery.message.source)
        guard body.length <= maximumBytes else {
            throw RouteFault(
                "the message has \(body.length) bytes and may have \(maximumBytes); send less, or raise maximum_message_bytes"
            )
        }
        return body
    }

    /// Local names (`root`) go to the next mail system too; only what could be read as an option or as two is refused.
    private static func check(_ address: String, _ role: String) throws(RouteFault) {
        let isOdd = address.unicodeScalars.contains {
            $0.value <= 32 || $0.value == 127 || $0 == "," || $0 == "<" || $0 == ">"
        }
        guard !address.isEmpty, !isOdd, !address.hasPrefix("-"), !address.hasPrefix("|") else {
            throw RouteFault("the \(role) \"\(OneLine.text(address))\" is not one plain address")
        }
    }
}
