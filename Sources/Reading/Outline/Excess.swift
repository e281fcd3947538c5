// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A limit of reading that a message exceeds.
struct Excess: Error {
    /// Which limit, as a phrase for a person.
    var text: String
    /// Where it was noticed.
    var offset: Int
}
