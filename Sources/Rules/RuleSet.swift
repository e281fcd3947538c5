// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail
public import Sieve

/// The rule files of a site, checked and ready to decide.
///
/// The files run one after the other, as if they were one, until one of them chooses or says `stop`. A file that can't
/// be read or compiled breaks the whole set: what it would have sent registered must not go another way.
public struct RuleSet: Sendable {
    /// What the settings allow.
    public private(set) var profile: Profile
    /// The files that decide, as they were read; an included one before the first that includes it, lists last.
    public let texts: [RuleText]
    private let found: [Found]
    private let scripts: [Script]
    private let broken: Broken?
    private let limits: Limits

    /// What a file came to.
    private enum Found: Sendable {
        case compiled(Compilation)
        case unusable(Diagnostic)
    }

    /// Why nothing can be decided.
    private struct Broken: Sendable {
        let text: String
        let places: [Decision.Place]
    }

    /// Compiles and checks the files, in the order in which they run; a list that can't be read breaks the set too.
    public init(
        files: [RuleFile], lists: [ListFile] = [], profile: Profile, dialect: Dialect = .standard,
        limits: Limits = .standard
    ) {
        var found: [Found] = []
        var troubles: [Diagnostic] = []
        var dialect = dialect
        var entries: [String: ExternalList] = [:]
        for list in lists {
            do throws(ListFile.Unusable) {
                entries[list.name] = ExternalList(try list.entries())
            } catch {
                // Its name stays known, so that no rule is blamed for it.
                entries[list.name] = ExternalList([])
                troubles.append(Self.unusable(list.file, error.why))
            }
        }
        if !lists.isEmpty { dialect.lists = ExternalLists(entries) }
        found += troubles.map { .unusable($0) }
        for file in files {
            let why: String
            switch file.content {
            case .unreadable(let error): why = "this rule file can't be read: \(error)"
            case .bytes(let bytes) where bytes.isEmpty:
                // What a full disk or an interrupted copy leaves; by the language it would mean: no rules at all.
                why = "this rule file is empty; a comment in it says that it is meant to be"
            case .bytes(let bytes):
                let compilation = Script.compile(source: bytes, name: file.name, dialect: dialect)
                found.append(.compiled(compilation))
                let errors = compilation.allDiagnostics.filter { $0.severity == .error }
                troubles += errors
                // Whatever it was: a file that can't run must never pass for one that chooses nothing.
                if errors.isEmpty, compilation.script == nil {
                    troubles.append(Self.unusable(file, "this rule file can't be used"))
                }
                continue
            }
            let trouble = Self.unusable(file, why)
            found.append(.unusable(trouble))
            troubles.append(trouble)
        }
        self.profile = profile
        self.found = found
        texts =
            Self.compilations(of: found).map { RuleText(.rules, name: $0.name, bytes: $0.sourceBytes) }
            + lists.compactMap { list in
                if case .bytes(let bytes) = list.file.content {
                    RuleText(.list, name: list.file.name, bytes: bytes)
                } else {
                    nil
                }
            }
        self.limits = limits
        scripts = found.compactMap { if case .compiled(let compilation) = $0 { compilation.script } else { nil } }
        broken = troubles.first.map { first in
            let more = troubles.count > 1 ? " (and \(troubles.count - 1) more)" : ""
            let place = Decision.Place(file: first.file, line: first.place.line)
            return Broken(
                text: "the rules can't be used: \(place): \(first.message)\(more); run: sealpost rules check",
                places: [place])
        }
    }

    private static func unusable(_ file: RuleFile, _ why: String) -> Diagnostic {
        Diagnostic(
            file: file.name, place: SourcePlace(line: 1, column: 1), severity: .error, message: why, sourceLine: "")
    }

    /// What a person should change in the files, errors of the language and findings of the profile alike.
    ///
    /// Looked for when it is asked, since whoever loads rules to decide by them has no use for it.
    public var diagnostics: [Diagnostic] {
        var all: [Diagnostic] = []
        for file in found {
            switch file {
            case .unusable(let trouble): all.append(trouble)
            case .compiled(let compilation):
                for part in compilation.included + [compilation] {
                    let findings = part.diagnostics + Lints.findings(in: part, profile: profile)
                    let sorted = findings.sorted {
                        ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
                    }
                    // Two rule files may include the same one.
                    all += sorted.filter { !all.contains($0) }
                }
            }
        }
        return all
    }

    /// The names of the files, in the order in which they run.
    public var names: [String] {
        found.map { file in
            switch file {
            case .compiled(let compilation): compilation.name
            case .unusable(let trouble): trouble.file
            }
        }
    }

    /// Every file that was compiled, an included one before the first that includes it, each once.
    private var compilations: [Compilation] { Self.compilations(of: found) }

    private static func compilations(of found: [Found]) -> [Compilation] {
        var names: Set<String> = []
        return found.flatMap { file in
            if case .compiled(let compilation) = file { compilation.included + [compilation] } else { [Compilation]() }
        }.filter { names.insert($0.name).inserted }
    }

    /// The lines that choose, in the order of the files.
    public var choosingLines: [ChoosingLine] {
        compilations.flatMap(ChoosingLine.all)
    }

    /// A text about these rules with their files named without folders, so that it is the same wherever they lie; as it
    /// is where two files would then have the same name.
    public func withoutFolders(_ text: String) -> String {
        let names = compilations.map { $0.name.split(separator: "/").last ?? "" }
        guard Set(names).count == names.count else { return text }
        let folders = Set(compilations.compactMap { file in file.name.lastIndex(of: "/").map { file.name[...$0] } })
        return folders.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: "") }
    }

    /// The same rules where another route is the default; nil holds.
    public func falling(backTo route: RouteName?) -> RuleSet {
        var rules = self
        rules.profile.defaultRoute = route
        return rules
    }

    /// Whether the files can be run; if not, every message is held.
    public var isUsable: Bool { broken == nil }

    /// Decides about one recipient; a pure function, so that asking is never doing.
    public func decide(
        message: Message, sender: String?, recipient: String, in surroundings: Surroundings = Surroundings()
    ) -> Decision {
        decide(message: message, sender: sender, recipients: [recipient], in: surroundings)[0]
    }

    /// Decides about all recipients of an envelope, indexing the message once.
    public func decide(
        message: Message, sender: String?, recipients: [String], in surroundings: Surroundings = Surroundings()
    ) -> [Decision] {
        var input = ScriptInput(message: message, sender: sender, recipient: "", surroundings: known(surroundings))
        return recipients.map { recipient in
            input.recipient = recipient
            return judge(input, tracing: false).decision
        }
    }

    /// Says for each recipient what is decided and why; the same engine as ``decide(message:sender:recipient:in:)``.
    public func explain(
        message: Message, sender: String?, recipients: [String], in surroundings: Surroundings = Surroundings()
    ) -> Explanation {
        var input = ScriptInput(message: message, sender: sender, recipient: "", surroundings: known(surroundings))
        let explained = recipients.map { recipient in
            input.recipient = recipient
            return RecipientExplanation(recipient: recipient, judgement: judge(input, tracing: true))
        }
        return Explanation(recipients: explained)
    }

    /// What a run may know, with the names that `fileinto` can name here.
    private func known(_ surroundings: Surroundings) -> Surroundings {
        var known = surroundings
        known.mailboxes = Set((profile.routes + [.hold]).map(\.rawValue))
        return known
    }

    /// Runs the scripts for one recipient and judges what they want; what it tells is masked.
    func judge(_ input: ScriptInput, tracing: Bool) -> Judgement { unmaskedJudgement(input, tracing: tracing).masked }

    private func unmaskedJudgement(_ input: ScriptInput, tracing: Bool) -> Judgement {
        if let broken { return Judgement(decision: .brokenRules(broken.text, broken.places)) }
        var input = input
        var results: [ScriptResult] = []
        for script in scripts {
            let result: ScriptResult
            do {
                result = try script.run(on: input, limits: limits, tracing: tracing)
            } catch {
                let place = Decision.Place(file: error.file, line: error.place.line)
                let decision = Decision.brokenRules("the rules failed for this message: \(error)", [place])
                return Judgement(decision: decision, results: results)
            }
            results.append(result)
            if !result.implicitKeep || result.stopped { break }
            input = input.following(result)
        }
        return Judge(profile: profile, message: input.message, results: results).judgement()
    }
}

extension Decision {
    /// A hold that ends by itself when somebody mends the rule files.
    fileprivate static func brokenRules(_ reason: String, _ places: [Place]) -> Decision {
        Decision(.hold(reason), holdCause: .rules, places: places)
    }
}
