// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Sandbox

/// The mails that the services write to senders.
struct MailOptions: ParsableArguments {
    @Option(help: "Put the services' mails to senders into this Maildir.")
    var statusMaildir: String?

    @Option(help: "The domain that writes and signs them.")
    var statusDomain = "mail.sandbox.example"

    @Option(help: "Write the key that they are signed with to this file, for the setting dkim_keys.")
    var dkimKeys: String?

    func apply(to settings: inout SandboxConfiguration) {
        settings.mails.maildir = statusMaildir
        settings.mails.domain = statusDomain
        settings.mails.keyFile = dkimKeys
    }
}
