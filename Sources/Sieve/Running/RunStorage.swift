// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What extensions keep during a run, each under a type of its own.
struct RunStorage {
    private var values: [ObjectIdentifier: Any] = [:]

    /// The value of this type; nil until it is set.
    subscript<Value>(_ type: Value.Type) -> Value? {
        get { values[ObjectIdentifier(type)] as? Value }
        set { values[ObjectIdentifier(type)] = newValue }
    }
}
