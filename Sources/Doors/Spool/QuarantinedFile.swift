// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A file that could not be read, out of everybody's way.
public struct QuarantinedFile: Sendable, Hashable {
    /// The name that it had in the spool.
    public var id: SpoolID
    /// Why it is there, in one line.
    public var reason: String
    /// Where it lies.
    public var path: String
    /// Where it lay, and is to be put back.
    public var acceptedPath: String
}
