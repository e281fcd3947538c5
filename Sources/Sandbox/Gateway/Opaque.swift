// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Texts that mean nothing and that nobody can guess.
enum Opaque {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// A text of this many characters, six random bits each, safe in URLs; the system's generator makes them.
    static func text(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        var bits: UInt64 = 0
        let characters = (0..<count).map { index in
            // 64 bits are good for ten characters.
            if index % 10 == 0 { bits = generator.next() }
            defer { bits >>= 6 }
            return alphabet[Int(bits & 63)]
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// An access token.
    static func token() -> String { text(28) }

    /// The id of a transaction or of a message.
    static func identifier() -> String { text(22) }

    /// A ticket's token, in the form of the documentation's example, `K.SF1m-w`, but longer.
    static func ticket() -> String { "K." + text(16) }
}
