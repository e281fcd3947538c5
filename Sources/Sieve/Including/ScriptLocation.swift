// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Which of the two collections an included script is taken from (RFC 6609, section 3.2).
public enum ScriptLocation: String, Sendable, Hashable {
    /// That of whose script it is.
    case personal
    /// That of the site.
    case global
}
