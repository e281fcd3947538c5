// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How a test compares values with keys, where it is one of the ways of the base language.
enum BaseComparison: String {
    case `is`
    case contains
    case matches
}
