// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a tag such as `:index` makes of the header fields that a test would look at.
protocol FieldSelector: Sendable {
    /// The positions that are left of those found, which are in the order of the names and then of the header.
    func selected(from positions: [Int]) -> [Int]
}
