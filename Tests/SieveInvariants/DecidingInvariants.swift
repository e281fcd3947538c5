// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Invariants
import Mail
import Rules
import Sieve

/// What holds whenever rules decide about a mail: above all, that nothing goes out that the settings or a doubt forbid.
public enum DecidingInvariants {
    private static let names = [RouteName("registered"), RouteName("secure"), RouteName("plain")]

    /// Settings that allow nothing.
    private static let strict = Profile(routes: names)

    /// Settings that allow everything.
    private static let generous = Profile(
        routes: names, defaultRoute: RouteName("plain"), allowsDiscard: true,
        redirectAddresses: ["archive@office.example", "a@b.example"], writerOptions: Set(OptionName.allCases))

    /// Decides by the scripts of an input about its mail.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let given = FuzzCase(bytes)
        try check(given, given.scripts, strict)
        try check(given, given.scripts.requiringAll, generous)
    }

    private static func check(
        _ given: FuzzCase, _ scripts: FuzzScripts, _ profile: Profile
    ) throws(InvariantFailure) {
        let file = RuleFile(name: FuzzScripts.mainName, content: .bytes(scripts.main))
        let rules = RuleSet(
            files: [file], profile: profile, dialect: scripts.dialect, limits: FuzzScripts.limits)
        for name in Set(rules.diagnostics.map(\.file)) {
            try CompilingInvariants.check(rules.diagnostics.filter { $0.file == name }, in: scripts)
        }

        let (message, sender, recipients) = (given.message, given.sender, given.recipients)
        let place = FuzzCase.surroundings
        let decisions = rules.decide(message: message, sender: sender, recipients: recipients, in: place)
        let explanation = rules.explain(message: message, sender: sender, recipients: recipients, in: place)
        try require(decisions.count == recipients.count, "a recipient has no decision")
        for (index, decision) in decisions.enumerated() {
            let alone = rules.decide(message: message, sender: sender, recipient: recipients[index], in: place)
            try require(decision == alone, "a recipient alone is decided about otherwise")
            try checkAllowed(decision, rules, message)
            try checkTold(explanation.recipients[index], decision)
        }
        for told in explanation.recipients {
            let texts = told.reasons.map(\.command) + told.notes + [told.why].compactMap(\.self)
            try require(
                texts.allSatisfy { NumberMask.masked($0) == $0 }, "an explanation holds a number unmasked: \(texts)")
        }
        let text = explanation.text(colour: false)
        try require(text.isPlain(but: "\n"), "an explanation holds control characters: \(text)")
    }

    private static func checkAllowed(
        _ decision: Decision, _ rules: RuleSet, _ message: Message
    ) throws(InvariantFailure) {
        let profile = rules.profile
        switch decision.action {
        case .hold(let why):
            try require(!why.isEmpty, "a hold has no reason")
            return
        case .refuse: break
        case .route(let name, _):
            try require(profile.routes.contains(name), "there is no route \(name)")
            try require(!message.isDoubtful, "a doubtful message goes by \(name)")
        case .redirect(let address, let name, _):
            try require(profile.redirectAddresses.contains { $0.lowercased() == address.lowercased() }, "redirects")
            try require(profile.routes.contains(name), "there is no route \(name)")
            try require(!message.isDoubtful, "a doubtful message is redirected")
        case .discard:
            try require(profile.allowsDiscard, "discards")
            try require(!message.isDoubtful, "a doubtful message is discarded")
        }
        try require(rules.isUsable, "rules with an error decide")
    }

    private static func checkTold(
        _ told: RecipientExplanation, _ decision: Decision
    ) throws(InvariantFailure) {
        let same =
            switch decision.action {
            case .route(let name, let options):
                told.action == "route" && told.route == name.rawValue && told.options == masked(options)
            case .redirect(let address, let name, let options):
                told.action == "redirect" && told.redirectedTo == address && told.route == name.rawValue
                    && told.options == masked(options)
            case .hold(let why): told.action == "hold" && told.why == why
            case .refuse(let why): told.action == "refuse" && told.why == why
            case .discard: told.action == "discard"
            }
        try require(same, "what is explained is not what is decided: \(told) \(decision)")
    }

    /// The options as they are told: numbers of persons and accounts are for the services only.
    private static func masked(_ options: RouteOptions) -> RouteOptions {
        RouteOptions(
            language: options.language, campaign: options.campaign.map(NumberMask.masked),
            ownID: options.ownID.map(NumberMask.masked), mustReachBy: options.mustReachBy.map(NumberMask.masked),
            subject: options.subject.map(NumberMask.masked), copyFlags: options.copyFlags)
    }
}
