// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a route does, whatever a site calls it.
public enum RouteKind: String, Sendable, Hashable, CaseIterable {
    /// As registered mail, by the Registered E-mail service.
    case registered
    /// To secure servers only, by the Secure E-mail service.
    case secure
    /// As ordinary mail, by the next sendmail command.
    case sendmail
    /// As ordinary mail, by an SMTP server.
    case smtp
}
