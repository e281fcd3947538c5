// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// A command line as sendmail has taken them since 1983, read the way that most programs of the name agree on.
///
/// Letters can be bundled (`-ti`), values stand in the same word or in the next (`-fme`, `-f me`), `--` ends the options.
/// Options that only make sense inside another mail system are accepted and change nothing, but the values of those that
/// take one are swallowed: read as recipients they would get mail.
public struct SendmailArguments: Sendable, Hashable {
    /// What the program is asked to be.
    public enum Mode: Sendable, Hashable {
        /// Accept a message (`-bm`).
        case deliver
        /// List the queue (`-bp`, or the name `mailq`).
        case listQueue
        /// Rebuild the alias table (`-bi`, or the name `newaliases`): there is none, so nothing happens.
        case rebuildAliases
    }

    /// Why a command line was not understood.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, as one line.
        public var description: String
    }

    /// What the program is asked to be.
    public private(set) var mode = Mode.deliver
    /// The envelope: `-f` or `-r`, the recipients, and `-t`.
    public private(set) var envelope = Envelope()
    /// The full name for a From field that is missing (`-F`).
    public private(set) var fullName: String?
    /// Whether a line with a single dot is text like any other (`-i`, `-oi`).
    public private(set) var ignoresDots = false

    /// Reads a command line.
    /// - Parameters:
    ///   - programName: The name by which the program was called; it can choose the mode.
    ///   - words: The words after it.
    public init(programName: String, words: [String]) throws(Fault) {
        switch programName.split(separator: "/").last {
        case "mailq": mode = .listQueue
        case "newaliases": mode = .rebuildAliases
        default: break
        }
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                envelope.recipients += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                envelope.recipients.append(word)
                continue
            }
            try take(letters: word.dropFirst(), following: &rest)
        }
        envelope.recipients = envelope.recipients.map(Self.bare)
        // A word that is not UTF-8 was repaired on its way here, and a repaired address is somebody else's, or nobody's.
        for address in envelope.recipients + [envelope.sender ?? ""] where address.contains("\u{FFFD}") {
            throw Fault(description: "the address \(address) is not in UTF-8")
        }
    }

    /// Options whose value may stand in the next word, beside `f`, `r` and `F`, and is of no use here.
    private static let swallowing: Set<Character> = ["B", "C", "h", "L", "N", "O", "p", "R", "V", "X"]
    /// Options that take what follows in the same word, and nothing else.
    private static let attached: Set<Character> = ["o", "q", "A", "d", "e"]
    /// Options without a value that change nothing here.
    private static let indifferent: Set<Character> = ["m", "n", "v", "U", "G", "s"]

    private mutating func take(letters: Substring, following rest: inout ArraySlice<String>) throws(Fault) {
        var letters = letters
        while let letter = letters.popFirst() {
            switch letter {
            case "t": envelope.readsRecipientsFromHeader = true
            case "i": ignoresDots = true
            case "f", "r": envelope.sender = Self.bare(try value(of: letter, in: letters, or: &rest))
            case "F": fullName = try value(of: letter, in: letters, or: &rest)
            case "b": try choose(letters)
            case "o" where letters == "i": ignoresDots = true
            case _ where Self.swallowing.contains(letter): _ = try value(of: letter, in: letters, or: &rest)
            case _ where Self.attached.contains(letter): break
            case _ where Self.indifferent.contains(letter): continue
            default: throw Fault(description: "unknown option -\(letter)")
            }
            if letter != "t", letter != "i" { return }
        }
    }

    private func value(
        of letter: Character, in letters: Substring, or rest: inout ArraySlice<String>
    ) throws(Fault) -> String {
        if !letters.isEmpty { return String(letters) }
        guard let next = rest.popFirst() else { throw Fault(description: "option -\(letter) needs a value") }
        return next
    }

    private mutating func choose(_ letters: Substring) throws(Fault) {
        switch letters {
        case "m": mode = .deliver
        case "p": mode = .listQueue
        case "i": mode = .rebuildAliases
        default: throw Fault(description: "mode -b\(letters) is not supported")
        }
    }

    /// The addr-spec of an address that may be written `<a@b>` or `Name <a@b>`; `<>` is the null sender.
    private static func bare(_ text: String) -> String {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else { return text }
        return String(text[text.index(after: open)...].dropLast())
    }
}
