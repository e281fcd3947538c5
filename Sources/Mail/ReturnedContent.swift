// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// How much of the message a notice of failure encloses: the parameter RET.
///
/// RFC 3461, section 4.3; `-R` of sendmail.
public enum ReturnedContent: String, Sendable, Hashable, Codable {
    /// The whole message.
    case full = "FULL"
    /// Its header alone.
    case header = "HDRS"

    /// Reads the parameter's value, in any case.
    public init?(parameter: some StringProtocol) { self.init(rawValue: parameter.uppercased()) }
}
