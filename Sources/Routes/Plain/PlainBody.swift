// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import Mail

/// A whole message as the plain routes pass it on.
enum PlainBody {
    static func make(_ delivery: Delivery, _ form: MessageForm, maximumBytes: Int) throws(RouteFault) -> SegmentedBody {
        guard !delivery.recipients.isEmpty else { throw RouteFault("there is no recipient") }
        for recipient in delivery.recipients { try check(recipient, "recipient", form) }
        if !delivery.sender.mailbox.isEmpty { try check(delivery.sender.mailbox, "sender", form) }
        let trace = delivery.trace.map { ["\(Trace.fieldName): \($0)"] } ?? []
        let message = try OutgoingMessage(delivery.message, subject: delivery.newSubject, additions: trace)
        if form == .network { try message.requireLineEnds(in: delivery.message.source) }
        let body = SegmentedBody([.message(message, form)], of: delivery.message.source)
        guard body.length <= maximumBytes else {
            throw RouteFault(
                "the message has \(body.length) bytes and may have \(maximumBytes); send less, or raise maximum_message_bytes"
            )
        }
        return body
    }

    /// Checks that an address can be handed on in this form.
    ///
    /// Local names (`root`) go to the next mail system of this machine, which knows its users; a server elsewhere would take
    /// them for its own. What could be read as an option, as two, or as a file or program in the manner of aliases(5) is refused.
    private static func check(_ address: String, _ role: String, _ form: MessageForm) throws(RouteFault) {
        let isOdd = address.unicodeScalars.contains(where: AddressCheck.isUnfit)
        let isAlias = ["-", "|", "/", ":"].contains { address.hasPrefix($0) }
        guard !address.isEmpty, !isOdd, !isAlias else {
            throw RouteFault("the \(role) \"\(OneLine.text(address))\" is not one plain address")
        }
        if form == .network, !address.contains("@") { throw AddressCheck.unqualified(address, role) }
    }
}
