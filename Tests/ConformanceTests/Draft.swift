// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Sieve
import TestSupport

/// A script that is being written, for a mail that is there already, so that its tests have something to find.
struct Draft {
    var random: SeededGenerator
    let mail: SampleMail
    /// The addresses of the envelope.
    var envelope: [String] = []
    private(set) var capabilities: Set<String> = []
    /// The variables that have been set somewhere above, with what may be in them.
    var variables: [(name: String, value: String)] = []
    /// The scripts that have been written beside this one, to be included.
    private(set) var library: [IncludedScript] = []
    /// The names of the loops around what is being written; nil for one without a name.
    var loops: [String?] = []
    /// Whether it is an included script that is being written.
    private var isIncluded = false
    /// How many actions may still be written: beyond a limit both engines refuse to act.
    private var actionsLeft = Self.actionLimit
    private static let actionLimit = 24
    private var redirectsLeft = 3
    private var labels = 0
    private let features: [Feature]

    init(seed: UInt64, features: [Feature]) {
        random = SeededGenerator(seed: seed)
        mail = SampleMail.generate(&random)
        // A few extensions at a time: the strings of a script are read otherwise by each that is required.
        var generator = random
        self.features = features.filter { $0.capabilities.isEmpty || generator.chance(60) }
        random = generator
    }

    /// Whether no action has been written so far.
    var hasNoAction: Bool { actionsLeft == Self.actionLimit }

    // MARK: Choosing among features

    /// Chooses one of what the features offer, and requires the feature that it is from.
    private mutating func choose<Offer>(_ list: (Feature) -> [Offer]) -> Offer? {
        let offers = features.flatMap { feature in list(feature).map { (feature, $0) } }
        guard !offers.isEmpty else { return nil }
        let (feature, offer) = random.pick(offers)
        capabilities.formUnion(feature.capabilities)
        return offer
    }

    /// Requires an extension that a feature needs beside its own, where the script may have it.
    mutating func canUse(_ capability: String) -> Bool {
        guard features.contains(where: { $0.capabilities.contains(capability) }) else { return false }
        capabilities.insert(capability)
        return true
    }

    // MARK: Scripts

    mutating func script() -> [Statement] {
        var result: [Statement] = []
        for _ in 0..<random.number(1...5) { result += statements(depth: 0) }
        return shared() + result
    }

    /// The declaration of the variables that scripts share; without it each has its own.
    private mutating func shared() -> [Statement] {
        guard capabilities.isSuperset(of: ["include", "variables"]), random.chance(70) else { return [] }
        return [.command("global [\"a\", \"g\"];")]
    }

    /// Writes a script that this one can include; nil where there are enough, or this one is included itself.
    mutating func writeIncluded() -> IncludedScript? {
        guard !isIncluded, library.count < 3, actionsLeft > 6 else { return nil }
        let (outerVariables, outerLoops) = (variables, loops)
        isIncluded = true
        (variables, loops) = ([], [])
        var statements: [Statement] = []
        for _ in 0..<random.number(1...2) { statements += self.statements(depth: 1) }
        if random.chance(30) { statements.insert(.command("return;"), at: random.chance(50) ? 0 : statements.count) }
        isIncluded = false
        (variables, loops) = (outerVariables, outerLoops)
        let script = IncludedScript(
            name: random.pick(["one", "two", "a b", "Zürich"]) + "\(library.count)",
            location: random.pick([.personal, .personal, .global]), statements: shared() + statements)
        library.append(script)
        // It may be included twice, and each of its actions is taken again then.
        actionsLeft = max(0, actionsLeft - 3)
        return script
    }

    private mutating func statements(depth: Int) -> [Statement] {
        switch random.number(0...9) {
        case 0...5 where depth < 3: return chain(depth: depth)
        case 6...7: return choose(\.commands)?(&self) ?? action()
        default: return action()
        }
    }

    /// An `if` with what may follow it.
    private mutating func chain(depth: Int) -> [Statement] {
        var result = [Statement.block("if", test(depth: 0), block(depth: depth))]
        while random.chance(20) { result.append(.block("elsif", test(depth: 0), block(depth: depth))) }
        if random.chance(50) { result.append(.block("else", nil, block(depth: depth))) }
        return result
    }

    private mutating func block(depth: Int) -> [Statement] {
        var result = [label()]
        for _ in 0..<random.number(0...2) { result += statements(depth: depth + 1) }
        if random.chance(4) { result.append(.command("stop;")) }
        return result
    }

    /// An action that only this place takes, so that one sees which branches were run.
    mutating func label() -> Statement {
        labels += 1
        return store("fileinto", "\"at \(labels)\"") ?? .command("keep;")
    }

    /// `fileinto` or `keep`.
    mutating func store(_ command: String, _ argument: String) -> Statement? {
        guard actionsLeft > 0 else { return nil }
        actionsLeft -= 1
        var words = [command]
        if command == "fileinto" {
            capabilities.insert("fileinto")
            if random.chance(40), let tag = choose(\.actionTags) { words.append(tag) }
        }
        if random.chance(20), let tag = choose(\.storeTags) { words.append(tag(&self)) }
        if !argument.isEmpty { words.append(argument) }
        return .command(words.joined(separator: " ") + ";")
    }

    private mutating func action() -> [Statement] {
        switch random.number(0...9) {
        case 0...1: return [store("keep", "")].compactMap(\.self)
        case 2: return [.command("discard;")]
        case 3 where redirectsLeft > 0:
            redirectsLeft -= 1
            let tag = random.chance(50) ? choose(\.actionTags).map { $0 + " " } ?? "" : ""
            return [
                .command("redirect \(tag)\"\(random.pick(["x@example.org", "y@Example.org", "x+1@example.net"]))\";")
            ]
        case 4...6: return [store("fileinto", string("in " + random.pick(SampleMail.words)))].compactMap(\.self)
        default: return [label()]
        }
    }

    // MARK: Tests

    mutating func test(depth: Int) -> Condition {
        if depth < 3, random.chance(depth == 0 ? 45 : 25) {
            switch random.number(0...2) {
            case 0: return .not(test(depth: depth + 1))
            case 1: return .list("allof", tests(depth: depth + 1))
            default: return .list("anyof", tests(depth: depth + 1))
            }
        }
        return .test(choose(\.tests)?(&self) ?? "true")
    }

    private mutating func tests(depth: Int) -> [Condition] {
        (0..<random.number(1...3)).map { _ in test(depth: depth) }
    }

    /// The tags and the keys of a comparison with values such as `value`.
    mutating func comparison(with value: String) -> (tags: String, keys: String) {
        guard let made = choose(\.comparisons)?(&self, value) else { return ("", string(value)) }
        guard random.chance(25) else { return (made.tags, made.key) }
        var keys = [made.key]
        // What is no number is no key of every comparison, but a word is one of all that take text.
        let other =
            made.key.contains { $0.isLetter } && !made.tags.contains(":regex")
            ? string(random.pick(SampleMail.words)) : made.key
        keys.insert(other, at: random.number(0...1))
        return (made.tags, "[" + keys.joined(separator: ", ") + "]")
    }

    /// A tag such as `:domain `, or nothing.
    mutating func addressPart() -> String {
        random.chance(70) ? choose(\.addressParts).map { $0 + " " } ?? "" : ""
    }

    /// A tag such as `:index 1 `, or nothing.
    mutating func fieldTag() -> String {
        random.chance(15) ? choose(\.fieldTags).map { $0(&self) + " " } ?? "" : ""
    }

    // MARK: Strings

    /// A string as it stands in a script.
    mutating func string(_ value: String) -> String {
        if random.chance(12), let spell = choose(\.spellings) { return spell(&self, value) }
        return Self.quoted(value)
    }

    static func quoted(_ value: String) -> String {
        "\"" + value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }

    /// A list of names, or one alone.
    mutating func names(_ values: [String]) -> String {
        let made = values.map(Self.quoted)
        return made.count == 1 && random.chance(70) ? made[0] : "[" + made.joined(separator: ", ") + "]"
    }

    /// A key that may be the value, or a part of it, or nearly so.
    mutating func key(near value: String) -> String {
        let letters = Array(value)
        switch random.number(0...9) {
        case 0...3: return value
        case 4: return value.uppercased()
        case 5: return value.lowercased()
        case 6 where letters.count > 1:
            let from = random.number(0...letters.count - 1)
            return String(letters[from..<random.number(from...letters.count)])
        case 7: return value + random.pick([" ", "x", "é"])
        case 8: return String(letters.dropLast())
        default: return random.pick(SampleMail.words + [""])
        }
    }

    /// A part of a value.
    mutating func part(of value: String) -> String {
        let letters = Array(value)
        guard !letters.isEmpty, random.chance(85) else { return key(near: value) }
        let from = random.number(0...letters.count - 1)
        let piece = String(letters[from..<min(letters.count, from + random.number(0...6))])
        return random.chance(20) ? piece.uppercased() : piece
    }

    /// A pattern of `:matches` that may fit the value.
    mutating func pattern(near value: String) -> String {
        var result = ""
        var letters = Array(value)[...]
        // Pigeonhole can't be asked about patterns with both wildcards: see ``Difference``.
        let wildcards = random.pick([["*"], ["*"], ["?"]]) + (random.chance(3) ? ["?*", "*?", "*", "?"] : [])
        while let letter = letters.popFirst() {
            switch random.number(0...19) {
            case 0...1:
                let wildcard = random.pick(wildcards)
                result += wildcard
                if wildcard != "?" { letters = letters.dropFirst(random.number(0...letters.count)) }
            case 2: result += random.pick(wildcards) + random.pick(wildcards)
            case 3: result += "\\" + String(letter)
            default:
                if letter == "*" || letter == "?" || letter == "\\" { result += "\\" }
                result.append(letter)
            }
        }
        if random.chance(30) { result += random.pick(wildcards) }
        return result
    }
}
