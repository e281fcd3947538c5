// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How an SMTP dialogue came to its end.
public enum SMTPEnding: Sendable, Hashable {
    /// The client said QUIT, or its input ended between two commands.
    case regular
    /// The server would not go on.
    case refused
    /// The input ended within a message, which is not accepted.
    case cut
    /// A reply could not be written.
    case unheard
    /// The input could not be read.
    case unreadable
}
