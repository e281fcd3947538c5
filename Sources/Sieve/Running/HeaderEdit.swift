// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A header field that a script added or took away.
///
/// RFC 5293. What the command meant is already worked out here: one edit for each field.
public struct HeaderEdit: Sendable, Hashable {
    /// What happened.
    public enum Change: Sendable, Hashable {
        /// A field was added at the beginning, or at the end of the header.
        case add(atEnd: Bool)
        /// A field was taken away.
        case delete
    }

    /// What happened.
    public var change: Change
    /// The name of the field.
    public var name: String
    /// Its value.
    public var value: String
    /// The script that asks for it.
    public var file: String
    /// The command that asks for it.
    public var place: SourcePlace
    /// The events of the trace that are the conditions of the enclosing blocks, outermost first.
    public var conditions: [Int]
}
