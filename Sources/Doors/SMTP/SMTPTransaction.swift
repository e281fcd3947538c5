// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What an SMTP client has said of its next message: the sender, and the recipients so far.
struct SMTPTransaction: Sendable {
    private(set) var envelope: Envelope
    private var allowsUTF8 = false
    /// The recipients, by ``Address/canonical``.
    private var named: Set<String> = []

    /// Begins with a MAIL command (RFC 5321, section 4.1.1.2).
    init(_ command: SMTPCommand, sizeLimit: Int) throws(SMTPReply) {
        var command = command
        envelope = Envelope(sender: try command.path(after: "FROM:"))
        for parameter in try command.parameters() {
            switch (parameter.name, parameter.value) {
            case ("SIZE", let value?):
                guard !value.isEmpty, value.utf8.allSatisfy({ (48...57).contains($0) }) else {
                    throw Self.refused(parameter)
                }
                guard Int(value) ?? .max <= sizeLimit else { throw SMTPReply(.tooLarge(limit: sizeLimit)) }
            case ("BODY", let value?):
                guard ["7BIT", "8BITMIME"].contains(value.uppercased()) else { throw Self.refused(parameter) }
            case ("SMTPUTF8", nil): allowsUTF8 = true
            // Who wrote it to another server is of no interest to this one (RFC 4954, section 5).
            case ("AUTH", _?): break
            case ("RET", let value?):
                guard let content = ReturnedContent(parameter: value) else { throw Self.refused(parameter) }
                envelope.notification.returnedContent = content
            case ("ENVID", let value?):
                guard let id = EnvelopeID(xtext: value) else { throw Self.refused(parameter) }
                envelope.notification.envelopeID = id
            default: throw Self.unknown(parameter)
            }
        }
        try requireCharacters(of: command)
        if let sender = envelope.sender, !sender.isEmpty { try Self.require(sender, "5.1.7") }
    }

    /// Adds the recipient of a RCPT command (RFC 5321, section 4.1.1.3).
    mutating func add(_ command: SMTPCommand) throws(SMTPReply) {
        var command = command
        let recipient = try command.path(after: "TO:")
        var asked = NotificationRequest.Recipient()
        for parameter in try command.parameters() {
            switch (parameter.name, parameter.value) {
            case ("NOTIFY", let value?):
                guard let conditions = NotifyConditions(parameter: value) else { throw Self.refused(parameter) }
                asked.conditions = conditions
            case ("ORCPT", let value?):
                guard let original = OriginalRecipient(rawValue: value) else { throw Self.refused(parameter) }
                asked.originalRecipient = original
            default: throw Self.unknown(parameter)
            }
        }
        try requireCharacters(of: command)
        try Self.require(recipient, "5.1.3")
        guard !named.contains(Address(mailbox: recipient).canonical) else {
            envelope.notification[recipient] = envelope.notification[recipient].union(asked)
            return
        }
        guard envelope.recipients.count < SMTPSession.recipientLimit else {
            throw SMTPReply(452, "4.5.3", "\(SMTPSession.recipientLimit) recipients are enough for one message")
        }
        named.insert(Address(mailbox: recipient).canonical)
        envelope.recipients.append(recipient)
        envelope.notification[recipient] = asked
    }

    /// RFC 6531, section 3.5: whoever can't say SMTPUTF8 may not know what the bytes are.
    private func requireCharacters(of command: SMTPCommand) throws(SMTPReply) {
        guard command.isASCII || allowsUTF8 else {
            throw SMTPReply(553, "5.6.7", "an address beyond ASCII needs the parameter SMTPUTF8 of MAIL")
        }
    }

    /// Refuses what nothing later could take for an address, while the client still listens.
    private static func require(_ address: String, _ status: String) throws(SMTPReply) {
        let mailbox = Address(mailbox: address)
        let isClean = !address.unicodeScalars.contains { scalar in
            let category = scalar.properties.generalCategory
            return scalar.value <= 32 || [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
                || "<>,;".unicodeScalars.contains(scalar)
        }
        // A name alone is a user of this machine, whom its own mail system may know.
        let isWhole = !address.contains("@") || !mailbox.localPart.isEmpty && !mailbox.domain.isEmpty
        guard isClean, isWhole, !address.isEmpty else {
            throw SMTPReply(553, status, "\"\(address)\" is no mail address")
        }
    }

    private static func refused(_ parameter: SMTPCommand.Parameter) -> SMTPReply {
        SMTPReply(501, "5.5.4", "\(parameter.name) can't be \"\(parameter.value ?? "")\"")
    }

    private static func unknown(_ parameter: SMTPCommand.Parameter) -> SMTPReply {
        SMTPReply(555, "5.5.4", "the parameter \(parameter.name) is not known here, or not in this form")
    }
}
