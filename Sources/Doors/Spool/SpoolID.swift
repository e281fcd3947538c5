// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// The name of one accepted message: sixteen letters and digits that sort by time and can be typed.
///
/// Forty-five bits of milliseconds and thirty-five random ones, in Crockford's base 32, which has no `i`, `l`, `o`, `u`.
public struct SpoolID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The sixteen characters.
    public let rawValue: String

    /// Takes what has the form of an id; a file that was dropped among the others has not.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 16, rawValue.utf8.allSatisfy({ Self.alphabet.contains($0) }) else { return nil }
        self.rawValue = rawValue
    }

    /// Makes a new id.
    public init(at time: Timestamp = .now()) {
        var characters = [UInt8](repeating: 0, count: 16)
        var high = UInt64(bitPattern: time.milliseconds)
        var low = UInt64.random(in: 0 ... .max)
        for index in 0..<9 {
            characters[8 - index] = Self.alphabet[Int(high & 31)]
            high >>= 5
        }
        for index in 9..<16 {
            characters[index] = Self.alphabet[Int(low & 31)]
            low >>= 5
        }
        rawValue = String(decoding: characters, as: UTF8.self)
    }

    /// The id of the message that is so many places behind the one of this id, where several were taken together: always
    /// the same, so that a repetition finds what it did.
    func following(by count: Int) -> SpoolID {
        var low: UInt64 = 0
        for byte in rawValue.utf8.suffix(7) { low = low << 5 | UInt64(Self.alphabet.firstIndex(of: byte) ?? 0) }
        low &+= UInt64(count)
        var characters = Array(rawValue.utf8)
        for index in 9..<16 { characters[index] = Self.alphabet[Int(low >> UInt64(5 * (15 - index)) & 31)] }
        return SpoolID(unchecked: String(decoding: characters, as: UTF8.self))
    }

    private init(unchecked text: String) { rawValue = text }

    /// The id.
    public var description: String { rawValue }

    /// What somebody means who types an id, or a part of one: in any case, and with letters for the digits that look like
    /// them, as the base's inventor has it.
    public static func asTyped(_ text: String) -> String {
        String(text.lowercased().map { ["i": "1", "l": "1", "o": "0"][$0] ?? $0 })
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}
