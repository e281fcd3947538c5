// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sandbox
import TestSupport

/// A Maildir into which the simulated services put the mails that tell what became of registered mail.
struct StatusMail {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What has the services write them.
    var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.mails.maildir = folder.file("Status")
        configuration.mails.keyFile = folder.file("keys")
        return configuration
    }

    /// The lines of the settings that have them read; they know no mail that tells of a refusal.
    var settings: String {
        """
        [status_mail.registered]
        maildirs = ["\(folder.file("Status"))"]
        domain = "mail.sandbox.example"
        dkim_keys = "\(folder.file("keys"))"
        [status_mail.registered.event.announced]
        subject = "^Aankondiging aangetekende mail verstuurd"
        [status_mail.registered.event.accepted]
        subject = "^Aangetekende mail geaccepteerd"
        """
    }
}
