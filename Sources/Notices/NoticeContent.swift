// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// What a notice says to people, before it is text or HTML.
///
/// Both are written from this and have no words of their own, so neither can say what the other does not.
struct NoticeContent: Sendable {
    /// A value with its label.
    struct Fact: Sendable {
        /// How the value is shown.
        enum Form: Sendable {
            /// In lines as long as there is place for.
            case words
            /// In one line however long, since it is there to be copied.
            case verbatim
            /// As `verbatim`, and to be followed where it can be.
            case page
        }

        var label: String
        var value: String
        var form: Form

        init(_ label: String, _ value: String, _ form: Form = .words) {
            self.label = label
            self.value = value.onOneLine
            self.form = form
        }
    }

    /// What happened to one recipient.
    struct Account: Sendable {
        var recipient: String
        var headline: String
        var tone: Tone
        var sentence: String
        var facts: [Fact]

        init(of recipient: String, _ headline: String, _ tone: Tone, _ sentence: String, _ facts: [Fact]) {
            self.recipient = recipient.onOneLine
            self.headline = headline
            self.tone = tone
            self.sentence = sentence.onOneLine
            self.facts = facts
        }
    }

    /// What is said of some accounts together, with the commands that can be given.
    struct Passage: Sendable {
        var label: String
        var text: String
        var commands: [String]

        /// - Parameter words: A text; then, indented and each in a line of its own, the commands.
        init(_ label: String, _ words: String) {
            let lines = words.split(separator: "\n")
            self.label = label
            text = lines.filter { !$0.hasPrefix(" ") }.joined(separator: " ")
            commands = lines.filter { $0.hasPrefix(" ") }.map { String($0.drop { $0 == " " }) }
        }
    }

    /// Recipients to whom the same happened, and what is said of that.
    struct Section: Sendable {
        var accounts: [Account]
        var passages: [Passage]
    }

    /// Its language: `nl` or `en`.
    var language: String
    /// The notice's own subject.
    var title: String
    var opening: String
    var facts: [Fact]
    var sections: [Section]
    var closing: String
}
