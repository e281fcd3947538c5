// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// RFC 5229, section 4.1: of those given, the one with the higher precedence is applied first.
enum VariableModifier: String {
    case lower, upper, lowerfirst, upperfirst, quotewildcard, quoteregex, length

    /// Those that need no other extension.
    static let own: [VariableModifier] = [.lower, .upper, .lowerfirst, .upperfirst, .quotewildcard, .length]

    var precedence: Int {
        switch self {
        case .lower, .upper: 40
        case .lowerfirst, .upperfirst: 30
        case .quotewildcard, .quoteregex: 20
        case .length: 10
        }
    }

    /// Two modifiers of one precedence exclude each other.
    var group: TagGroup { TagGroup(name: "modifier of precedence \(precedence)") }

    func applied(to bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .lower: return mapped(bytes[...]) { $0.lowercased() }
        case .upper: return mapped(bytes[...]) { $0.uppercased() }
        case .lowerfirst, .upperfirst:
            guard !bytes.isEmpty else { return bytes }
            let first = UTF8Character.length(in: bytes.span, at: 0)
            return mapped(bytes[..<first]) { self == .lowerfirst ? $0.lowercased() : $0.uppercased() } + bytes[first...]
        case .quotewildcard:
            return Self.quoted("*?\\", in: bytes)
        case .quoteregex:
            return Self.quoted(".[]()*+?{}|^$\\", in: bytes)
        case .length:
            // Characters, not octets: every byte that doesn't continue a UTF-8 sequence begins one.
            return Array(String(bytes.count { $0 & 0xC0 != 0x80 }).utf8)
        }
    }

    /// Puts a backslash before each of these signs.
    private static func quoted(_ signs: String, in bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { signs.utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    }

    /// Maps text; octets that are no UTF-8 are left as they are, since text functions would replace them.
    private func mapped(_ bytes: ArraySlice<UInt8>, _ body: (String) -> String) -> [UInt8] {
        String(validating: bytes, as: UTF8.self).map { Array(body($0).utf8) } ?? Array(bytes)
    }
}
