// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Sandbox

extension SecureSettings.Shape: ExpressibleByArgument {}
extension SecureSettings.MessageForm: ExpressibleByArgument {}

/// What the secure service does.
struct SecureOptions: ParsableArguments {
    @Option(help: "A domain that has a valid account from the start; can be given again.")
    var domain: [String] = []

    @Option(help: "How many questions find a new domain unverified; a negative number waits for the command.")
    var validAfter = 1

    @Option(help: "The form of the DNS records.")
    var accountShape = SecureSettings.Shape.sections

    @Option(help: "The form of the mail in POST /message.")
    var messageForm = SecureSettings.MessageForm.text

    @Option(help: "The name of the field with the sender.")
    var senderField = "sender"

    @Option(help: "The name of the field with the recipients.")
    var recipientsField = "recipients"

    @Option(help: "The name of the field with the mail.")
    var messageField = "message"

    func apply(to settings: inout SandboxConfiguration) {
        settings.secure.domains = domain
        settings.secure.validAfter = validAfter < 0 ? nil : validAfter
        settings.secure.shape = accountShape
        settings.secure.messageForm = messageForm
        settings.secure.senderField = senderField
        settings.secure.recipientsField = recipientsField
        settings.secure.messageField = messageField
    }
}
