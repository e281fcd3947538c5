// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A set of tags of which a call takes at most one.
struct TagGroup: Hashable, Sendable {
    /// What the tags of the group are, for messages.
    let name: String

    static let matchType = TagGroup(name: "match type")
    static let comparator = TagGroup(name: "comparator")
    static let addressPart = TagGroup(name: "address part")
}
