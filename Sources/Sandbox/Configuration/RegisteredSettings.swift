// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How the registered service behaves.
public struct RegisteredSettings: Sendable {
    /// Where the service lies on the host.
    public var base = "/data/registeredemail/registeredemail"
    /// Whether the announcement goes out as soon as a mail is accepted; otherwise a ticket waits for the command.
    public var announcesAtOnce = true
    /// Whether only senders that were made with `POST /api/user/` may send; others then get 403.
    public var requiresUser = false
    /// The user name for the status XML, by HTTP Basic.
    public var webUser = "demo"
    /// The password for the status XML.
    public var webPassword = "demo"
    /// The `customer_id` of the status XML.
    public var customerID = "123456"
    /// The numbers and texts of the status XML.
    public var statusCodes = StatusCodes()

    /// Makes the default settings.
    public init() {}
}
