// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a string can't be a key of a match type.
struct KeyError: Error {
    /// What is wrong, as a lower-case phrase.
    let message: String
    /// What to write instead; nil where there is nothing to propose.
    var suggestion: String?
}
