// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// From where a secret is taken, each time it is needed; it is never kept in the settings' own values for longer.
public enum SecretSource: Sendable, Hashable {
    /// The first line of a file that only its owner can read.
    case file(String)
    /// The first line that a command prints; it is run by `/bin/sh -c`.
    case command(String)
    /// A file of this name in systemd's `$CREDENTIALS_DIRECTORY`.
    case credential(String)
    /// The settings file itself, which only its owner can read.
    case value(String)
}
