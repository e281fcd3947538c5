// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The address that the sender wrote, before anybody forwarded the message: the parameter ORCPT.
///
/// RFC 3461, section 4.2; RFC 6533, section 3, for addresses of the type `utf-8`.
public struct OriginalRecipient: RawRepresentable, Sendable, Hashable, Codable {
    /// The parameter's value: `rfc822;piet+2Bnews@example.org`.
    public let rawValue: String
    /// The type of the address: `rfc822`, `utf-8`, or that of another mail system.
    public let type: String
    /// The address as `message/delivery-status` holds it: decoded, save for the type `utf-8`, whose own encoding stays.
    public let address: String

    /// The most bytes of the parameter's value.
    private static let limit = 500

    /// Reads the parameter's value.
    /// - Returns: nil where it is none.
    public init?(rawValue: String) {
        guard rawValue.utf8.count <= Self.limit, let semicolon = rawValue.firstIndex(of: ";") else { return nil }
        let type = rawValue[..<semicolon]
        let encoded = rawValue[rawValue.index(after: semicolon)...]
        guard !type.isEmpty, type.utf8.allSatisfy(Self.isAtomText), !encoded.isEmpty else { return nil }
        if type.lowercased() == "utf-8" {
            guard encoded.unicodeScalars.allSatisfy(Self.isInUTF8Address) else { return nil }
            address = String(encoded)
        } else {
            guard let text = XText.decode(encoded) else { return nil }
            address = text
        }
        self.rawValue = rawValue
        self.type = String(type)
    }

    /// RFC 5322, section 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        33...126 ~= byte && !"()<>[]:;@\\,.\"=+".utf8.contains(byte)
    }

    /// `QUCHAR` of RFC 6533, and what its `\x{...}` is made of.
    private static func isInUTF8Address(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 32 && scalar != "+" && scalar != "=" && !(0x7F..<0xA0 ~= scalar.value)
            && scalar.value != 0x2028 && scalar.value != 0x2029
    }
}
