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
        /// Speak SMTP on standard input and output (`-bs`).
        case submit
        /// Say of each address whether it is one (`-bv`).
        case verify
        /// List the queue (`-bp`, or the name `mailq`).
        case listQueue
        /// Make one delivery pass (`-q`, with nobody named to send to).
        case runQueue
        /// Rebuild the alias table (`-bi`, or the name `newaliases`): there is none, so nothing happens.
        case rebuildAliases
    }

    /// What happens to a message after it is accepted (`-od`).
    public enum Delivery: Sendable, Hashable {
        /// It is delivered when the caller has gone on (`-odb`).
        case background
        /// The caller waits for what becomes of it (`-odi`).
        case interactive
        /// It waits for the next pass (`-odq`).
        case queued
    }

    /// Why a command line was not understood.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, as one line.
        public let description: String

        /// Takes what is wrong, which may repeat what the caller gave.
        init(_ text: String) { description = text.onOneLine }
    }

    /// What the program is asked to be.
    public private(set) var mode = Mode.deliver
    /// What happens after accepting.
    public private(set) var delivery = Delivery.background
    /// The envelope: `-f` or `-r`, the recipients, `-t`, and what is asked of notices for all of them, `-N`, `-R` and `-V`.
    public private(set) var envelope = Envelope()
    /// The full name for a From field that is missing (`-F`).
    public private(set) var fullName: String?
    /// Whether a line with a single dot is text like any other (`-i`, `-oi`).
    public private(set) var ignoresDots = false
    /// How often passes are asked for, where `-q` gave an interval such as `15m`.
    public private(set) var interval: String?

    private var asksForPass = false

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
        var recipients: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                recipients += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                recipients.append(word)
                continue
            }
            try take(letters: word.dropFirst(), following: &rest)
        }
        envelope.recipients = recipients.flatMap(AddressWords.addresses(in:))
        for address in envelope.recipients { try require(address) }
        if let sender = envelope.sender { try require(sender) }
        // A message that somebody is named for is never taken for a wish to have others sent.
        if asksForPass, mode == .deliver, envelope.recipients.isEmpty, !envelope.readsRecipientsFromHeader {
            mode = .runQueue
        }
    }

    // MARK: Options

    /// Options without a value that change nothing here.
    private static let indifferent: Set<Character> = ["m", "n", "v", "U", "G", "s"]
    /// Options whose value stands in the same word or in the next.
    private static let valued: Set<Character> = [
        "A", "B", "C", "F", "L", "N", "O", "R", "V", "X", "b", "e", "f", "h", "o", "p", "r",
    ]
    /// Options whose value stands in the same word, if there is one.
    private static let attached: Set<Character> = ["q", "d"]

    private mutating func take(letters: Substring, following rest: inout ArraySlice<String>) throws(Fault) {
        var letters = letters
        while let letter = letters.popFirst() {
            switch letter {
            case "t": envelope.readsRecipientsFromHeader = true
            case "i": ignoresDots = true
            case _ where Self.indifferent.contains(letter): break
            case _ where Self.attached.contains(letter):
                return set(letter, toAttached: String(letters))
            case _ where Self.valued.contains(letter):
                guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                    throw Fault("option -\(letter) needs a value")
                }
                return try set(letter, to: value)
            default: throw Fault("unknown option -\(letter)")
            }
        }
    }

    private mutating func set(_ letter: Character, to value: String) throws(Fault) {
        switch letter {
        case "f", "r": envelope.sender = AddressWords.address(value)
        case "F": fullName = value
        case "b": try choose(value)
        case "o": setOption(value)
        case "N":
            // A value that is none is refused: the caller wants to be told of something, and would not be.
            guard let conditions = NotifyConditions(parameter: value) else {
                throw Fault("-N \(value): give never, or some of success,failure,delay")
            }
            envelope.notification.conditions = conditions
        case "R":
            guard let content = ReturnedContent(parameter: value) else {
                throw Fault("-R \(value): give full or hdrs")
            }
            envelope.notification.returnedContent = content
        case "V":
            guard let id = EnvelopeID(rawValue: value) else {
                throw Fault("-V: give at most 100 printable characters of ASCII")
            }
            envelope.notification.envelopeID = id
        default: break
        }
    }

    /// Sets one of the old options, of which most only make sense inside sendmail.
    private mutating func setOption(_ option: String) {
        switch option {
        case "i": ignoresDots = true
        case "db": delivery = .background
        case "di": delivery = .interactive
        case "dq": delivery = .queued
        default: break
        }
    }

    private mutating func set(_ letter: Character, toAttached value: String) {
        guard letter == "q" else { return }
        asksForPass = true
        // `-q15m`; but `-qf`, `-qRtext` and their like only say how, and of what.
        if value.first?.isNumber == true { interval = value }
    }

    private mutating func choose(_ letters: String) throws(Fault) {
        switch letters {
        case "m": mode = .deliver
        case "s": mode = .submit
        case "v": mode = .verify
        case "p": mode = .listQueue
        case "i": mode = .rebuildAliases
        case "d", "D":
            throw Fault(
                "-b\(letters): Sealpost takes no mail over the network; for delivery run: sealpost watch")
        default: throw Fault("mode -b\(letters) is not supported")
        }
    }

    // MARK: Addresses

    /// Refuses what can be no address, while the caller still listens.
    private func require(_ address: String) throws(Fault) {
        // A word that is not UTF-8 was repaired on its way here, and a repaired address is somebody else's, or nobody's.
        if address.contains("\u{FFFD}") { throw Fault("the address \(address) is not in UTF-8") }
        if address.contains("<") || address.contains(">") {
            throw Fault("the address \(address) is not understood: write a@b, or Name <a@b>")
        }
    }
}
