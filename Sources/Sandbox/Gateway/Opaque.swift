// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Texts that mean nothing and that nobody can guess.
enum Opaque {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// A text of this many characters, six random bits each, safe in URLs; the system's generator makes them.
    static func text(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String(
            decoding: (0..<count).map { _ in alphabet[Int.random(in: 0..<64, using: &generator)] }, as: UTF8.self)
    }

    /// An access token.
    static func token() -> String { text(28) }

    /// The id of a transaction or of a message.
    static func identifier() -> String { text(22) }

    /// A ticket's token, in the form of the documentation's example, `K.SF1m-w`, but longer.
    static func ticket() -> String { "K." + text(16) }
}
