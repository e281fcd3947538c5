// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import Mail
import Testing

/// The letters of sendmail in `docs/commands.md` against what the door takes.
@Suite("docs: letters of sendmail")
struct SendmailLettersTests {
    private let options: [String]

    init() throws {
        options = try Page("docs/commands.md").section("sealpost-sendmail").rows("letter").flatMap { $0[0].codeSpans }
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".map(\.self)

    /// Values of letters that do not take any.
    private static let values: [Character: String] = ["N": "never", "R": "hdrs", "b": "m"]

    /// Whom the mail is for after these words and a value of their letter, or nil where they are not understood.
    private func recipients(_ words: String..., value: String = "value") -> [String]? {
        try? SendmailArguments(programName: "sendmail", words: words + [value, "piet@example.org"]).envelope
            .recipients
    }

    @Test("every letter that is taken is listed, and no other", arguments: letters)
    func letter(_ letter: Character) {
        let listed = options.contains { $0.dropFirst().first == letter }
        #expect((recipients("-\(letter)", value: Self.values[letter] ?? "value") != nil) == listed)
    }

    @Test("a value in the next word is listed where it is taken, and nowhere else", arguments: letters)
    func value(_ letter: Character) {
        let listed = options.contains { $0.hasPrefix("-\(letter) ") }
        let found = recipients("-\(letter)", value: Self.values[letter] ?? "value")
        #expect((found == ["piet@example.org"]) == listed)
    }

    @Test("a value in the same word is listed where any is taken", arguments: letters)
    func attached(_ letter: Character) {
        let listed = options.contains { $0 == "-\(letter)X" || $0.hasPrefix("-\(letter) ") }
        let found = recipients("-\(letter)\(Self.values[letter] ?? "ZZ9")")
        #expect((found == ["value", "piet@example.org"]) == listed)
    }

    @Test("every mode is listed", arguments: letters)
    func mode(_ letter: Character) {
        #expect((recipients("-b\(letter)") != nil) == options.contains("-b\(letter)"))
    }

    @Test("the limit is the program's")
    func limit() throws {
        #expect(Submission.standardSizeLimit == 100 << 20)
        #expect(try Page("docs/commands.md").lines.count { $0.contains("100 MiB") } == 2)
    }
}
