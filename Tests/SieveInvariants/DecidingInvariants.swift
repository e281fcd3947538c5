// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Rules

/// What holds whenever rules decide about a mail: above all, that nothing goes out that the settings or a doubt forbid.
public enum DecidingInvariants {
    private static let names = [RouteName("registered"), RouteName("secure"), RouteName("plain")]

    /// From settings that allow nothing to ones that allow everything.
    private static let profiles = [
        Profile(routes: names),
        Profile(
            routes: names, defaultRoute: RouteName("plain"), allowsDiscard: true,
            redirectAddresses: ["archive@office.example", "a@b.example"], writerOptions: Set(OptionName.allCases)),
    ]

    /// Decides by a script, which stands before a line `%%`, about the mail behind it.
    public static func check(_ bytes: [UInt8]) throws(InvariantFailure) {
        let given = ScriptAndMail(bytes)
        for profile in profiles {
            try check(given, given.script, profile)
            try check(given, CompilingInvariants.requiringAll + given.script, profile)
        }
    }

    private static func check(
        _ given: ScriptAndMail, _ script: [UInt8], _ profile: Profile
    ) throws(InvariantFailure) {
        let file = RuleFile(name: CompilingInvariants.fileName, content: .bytes(script))
        let rules = RuleSet(files: [file], profile: profile)
        try CompilingInvariants.checkPlaces(of: rules.diagnostics, in: ScriptLines(script))

        let decisions = rules.decide(message: given.message, sender: given.sender, recipients: given.recipients)
        let explanation = rules.explain(message: given.message, sender: given.sender, recipients: given.recipients)
        try require(decisions.count == given.recipients.count, "a recipient has no decision")
        for (index, decision) in decisions.enumerated() {
            let alone = rules.decide(
                message: given.message, sender: given.sender, recipient: given.recipients[index])
            try require(decision == alone, "a recipient alone is decided about otherwise")
            try checkAllowed(decision, rules, given.message)
            try checkTold(explanation.recipients[index], decision)
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
                told.action == "route" && told.route == name.rawValue && told.options == options
            case .redirect(let address, let name, let options):
                told.action == "redirect" && told.redirectedTo == address && told.route == name.rawValue
                    && told.options == options
            case .hold(let why): told.action == "hold" && told.why == why
            case .refuse(let why): told.action == "refuse" && told.why == why
            case .discard: told.action == "discard"
            }
        try require(same, "what is explained is not what is decided: \(told) \(decision)")
    }
}
