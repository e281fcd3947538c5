// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import Maildirs
public import Statuses

/// Maildirs in which the status mails of one service arrive.
public struct StatusInbox: Sendable {
    /// The name in the settings.
    public var name: String
    /// What kind of mail the service sends: how its mails are matched hangs on it.
    public var kind: RouteKind
    /// The routes by which mail goes to that service.
    public var routes: Set<RouteName>
    /// Where its mails arrive, among others.
    public var maildirs: [Maildir]
    /// How they are known.
    public var form: StatusMailForm
    /// Tells genuine ones from others.
    public var check: GenuinenessCheck
    /// Differs where the form does: mails that were looked at with another one are looked at again.
    public var version: String

    /// Makes an inbox.
    public init(
        name: String, kind: RouteKind, routes: Set<RouteName>, maildirs: [Maildir], form: StatusMailForm,
        check: GenuinenessCheck, version: String
    ) {
        self.name = name
        self.kind = kind
        self.routes = routes
        self.maildirs = maildirs
        self.form = form
        self.check = check
        self.version = version
    }
}
