// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Two conditions that can't both hold.
struct Contradiction {
    /// The line of a test on the other side.
    let otherLine: Int?
}
