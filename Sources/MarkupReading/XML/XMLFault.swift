// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Why a document of XML was not read.
public enum XMLFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is not well-formed: cut off, or something else such as HTML.
    case malformed
    /// It declares a document type, which a status has no need of and an attacker has.
    case documentType
    /// It has more elements or attributes, or is longer, than is read.
    case tooLarge

    /// What is wrong, as a lower-case phrase.
    public var description: String {
        switch self {
        case .malformed: "no well-formed XML"
        case .documentType: "XML with a document type, which is not read"
        case .tooLarge: "XML that is larger than is read"
        }
    }
}
