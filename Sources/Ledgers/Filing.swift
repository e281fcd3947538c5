// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The folder in which the writer finds a copy of the message.
public enum Filing: String, Sendable, Hashable, Codable {
    /// At least one recipient's mail was taken, and none waits for a person.
    case sent
    /// No recipient's mail was taken.
    case failed
    /// At least one recipient's mail waits for a person.
    case held
}
