// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Digests

/// Bytes that an entry of the log names by their SHA-256: an answer as it came, the rule files of a decision.
///
/// They lie beside the log, each once however many entries name it, and the log's chain vouches for them.
public struct Exhibit: Sendable, Hashable {
    /// The fact of an entry that names the list of rule files.
    public static let rulesFact = "rules_sha256"
    /// The fact of an entry that names an answer as it came.
    public static let answerFact = "answer_sha256"

    /// The bytes.
    public let bytes: [UInt8]
    /// Their SHA-256 in hexadecimal digits.
    public let digest: String

    /// Makes an exhibit of bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        digest = SHA256.digest(of: bytes).hexadecimal
    }
}
