// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The way by which a message came in.
public enum Door: String, Sendable, Codable, CaseIterable {
    /// A Maildir folder that is watched.
    case outbox
    /// The sendmail command.
    case sendmail
    /// Standard input of `sealpost pipe`.
    case pipe
}
