// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `require`: names the extensions that a script uses (RFC 5228, section 3.2).
    static let require = CallDefinition(
        "require",
        parameters: [ParameterDefinition(name: "names of extensions", kind: .strings, isConstant: true)],
        making: .declaration { call, checker in checker.require(call.strings(0), at: call.nameRange) })
}
