// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What this program is called.
public enum Product {
    /// The name.
    public static let name = "Sealpost"
    /// The version, as `--version` and the test `environment` give it.
    public static let version = "0.1.0"
}
