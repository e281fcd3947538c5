// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a key that was made ready during a run is found by again.
struct PreparedKey: Hashable {
    let matchType: ObjectIdentifier
    /// Scripts that are run together need not all ask what groups stood for.
    let setsMatchVariables: Bool
    let comparator: String
    let key: [UInt8]
}
