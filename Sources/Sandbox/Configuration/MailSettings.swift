// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The mails that the services write to senders; by default they write none.
public struct MailSettings: Sendable {
    /// The Maildir into which they are put; nil for none.
    public var maildir: String?
    /// The domain that writes and signs them.
    public var domain = "mail.sandbox.example"
    /// The file that gets the name and the record of the key that they are signed with, in one line; nil for none.
    public var keyFile: String?

    /// Makes the default settings.
    public init() {}
}
