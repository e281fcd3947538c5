// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// What a door knows of a message beside its bytes; it stands before them in the spool file.
///
/// The form is that of a mail header, so that a person can read a spool with `less`:
///
///     Sealpost-Spool: 1
///     Door: sendmail
///     Arrived: 1795253400123
///     Sender: <jan@example.nl>
///     Recipient: <piet@example.org>
///     Recipient-Notify: FAILURE,DELAY
///
/// and an empty line. Values hold no control characters; that is checked before writing. `Envelope-ID`, `Return`, `Notify`
/// and, below their recipient, `Recipient-Notify` and `Original-Recipient` are the parameters of RFC 3461, as SMTP has them.
public struct SpoolEntry: Sendable, Hashable {
    /// By which door the message came.
    public var door: Door
    /// When it was accepted.
    public var arrived: Timestamp
    /// Who it is from and for.
    public var envelope: Envelope
    /// The folder or user it came from, for people: an outbox's path, a user's number.
    public var origin: String
    /// What stood behind the separator in the address at which it was delivered to us, for rules that ask; nil where the
    /// door was not told (RFC 5233's detail, which Postfix calls extension).
    public var addressExtension: String?
    /// By which routes alone it may go; nil where nobody asked for any.
    public var restriction: RouteRestriction?

    /// Makes an entry.
    public init(
        door: Door, arrived: Timestamp = .now(), envelope: Envelope, origin: String = "",
        addressExtension: String? = nil, restriction: RouteRestriction? = nil
    ) {
        self.door = door
        self.arrived = arrived
        self.envelope = envelope
        self.origin = origin
        self.addressExtension = addressExtension
        self.restriction = restriction
    }

    /// The text before the message, ending with an empty line.
    public var preamble: String {
        var lines = [
            "Sealpost-Spool: 1", "Door: \(door.rawValue)", "Arrived: \(arrived.milliseconds)", "Origin: \(origin)",
        ]
        if let sender = envelope.sender { lines.append("Sender: <\(sender)>") }
        let notification = envelope.notification
        if let id = notification.envelopeID { lines.append("Envelope-ID: \(id.xtext)") }
        if let content = notification.returnedContent { lines.append("Return: \(content.rawValue)") }
        if let conditions = notification.conditions { lines.append("Notify: \(conditions.parameter)") }
        for recipient in envelope.recipients {
            lines.append("Recipient: <\(recipient)>")
            let own = notification[recipient]
            if let conditions = own.conditions { lines.append("Recipient-Notify: \(conditions.parameter)") }
            if let original = own.originalRecipient { lines.append("Original-Recipient: \(original.rawValue)") }
        }
        if envelope.readsRecipientsFromHeader { lines.append("Recipients-From-Header: yes") }
        lines += envelope.deliveredTo.map { "Delivered-To: <\($0)>" }
        if let addressExtension { lines.append("Extension: \(addressExtension)") }
        if let restriction {
            lines += restriction.routes.map { "Only-Route: \($0)" }
            lines += restriction.exceptions.map { "Any-Route-For: <\($0)>" }
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// Reads a preamble back.
    /// - Returns: nil where `text` is none, such as a file that somebody else put there.
    public init?(preamble text: Substring) {
        var lines = text.split(separator: "\n")
        guard lines.first == "Sealpost-Spool: 1" else { return nil }
        lines.removeFirst()
        var door: Door?
        var arrived: Int64?
        var envelope = Envelope()
        var restriction = RouteRestriction(routes: [])
        origin = ""
        for line in lines {
            // A value that means nothing here is never passed over: it may say NEVER.
            // By bytes: with a combining mark that a value begins with, the blank or bracket before it is one character.
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = String(Substring(line.utf8[colon...].dropFirst(2)))
            let path = String(Substring(value.utf8.dropFirst().dropLast()))
            switch line[..<colon] {
            case "Door": door = Door(rawValue: value)
            case "Arrived": arrived = Int64(value)
            case "Origin": origin = value
            case "Sender": envelope.sender = path
            case "Recipient": envelope.recipients.append(path)
            case "Envelope-ID":
                guard let id = EnvelopeID(xtext: value) else { return nil }
                envelope.notification.envelopeID = id
            case "Return":
                guard let content = ReturnedContent(parameter: value) else { return nil }
                envelope.notification.returnedContent = content
            case "Notify":
                guard let conditions = NotifyConditions(parameter: value) else { return nil }
                envelope.notification.conditions = conditions
            case "Recipient-Notify":
                guard let recipient = envelope.recipients.last, let conditions = NotifyConditions(parameter: value)
                else { return nil }
                envelope.notification[recipient].conditions = conditions
            case "Original-Recipient":
                guard let recipient = envelope.recipients.last, let original = OriginalRecipient(rawValue: value)
                else { return nil }
                envelope.notification[recipient].originalRecipient = original
            case "Recipients-From-Header": envelope.readsRecipientsFromHeader = value == "yes"
            case "Delivered-To": envelope.deliveredTo.append(path)
            case "Extension": addressExtension = value
            case "Only-Route": restriction.routes.append(RouteName(value))
            case "Any-Route-For": restriction.exceptions.append(path)
            default: return nil  // A later version's field may change what the rest means: better not guessed at.
            }
        }
        guard let door, let arrived else { return nil }
        self.door = door
        self.arrived = Timestamp(milliseconds: arrived)
        self.envelope = envelope
        self.restriction = restriction.routes.isEmpty ? nil : restriction
    }

    /// The first text of the entry that can't stand in a preamble, because it holds a control character.
    var unwritable: String? {
        let named =
            [envelope.sender ?? "", origin, addressExtension ?? ""] + envelope.deliveredTo
            + (restriction?.exceptions ?? [])
        return (envelope.recipients + named + (restriction?.routes.map(\.rawValue) ?? [])).first {
            $0.utf8.contains { $0 < 32 || $0 == 127 }
        }
    }
}
