// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve

/// Makes one decision of what the scripts want for one recipient; whatever isn't plain is held.
struct Judge {
    let profile: Profile
    let message: Message
    let results: [ScriptResult]

    /// A reason to hold, on its way out of the middle of judging.
    struct Objection: Error {
        var text: String
        var places: [Decision.Place]
        /// What a person has to mend: the rules, where they contradict themselves, and nothing where they say "hold".
        var cause: HoldCause

        init(_ text: String, _ places: [Decision.Place?] = [], cause: HoldCause = .rules) {
            self.text = text
            self.places = places.compactMap(\.self).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            self.cause = cause
        }
    }

    func judgement() -> Judgement {
        var judgement = Judgement(
            decision: Decision(.hold("")), results: results, notes: results.flatMap(\.notes))
        do throws(Objection) {
            judgement.decision = try decision(notes: &judgement.notes)
        } catch {
            judgement.decision = Decision(.hold(error.text), holdCause: error.cause, places: error.places)
        }
        judgement.decision.mustReachBy = options.mustReachBy
        if message.isDoubtful { judgement.decision = doubting(judgement.decision) }
        // What waits for mended rules is decided again, and until then nobody has seen it.
        if !judgement.decision.holdCause.isMendedElsewhere { judgement.decision.marks = results.flatMap(\.marks) }
        return judgement
    }

    /// A message that may lack something goes nowhere by itself, whatever the rules make of what was read.
    private func doubting(_ decision: Decision) -> Decision {
        switch decision.action {
        case .hold, .refuse: return decision
        case .route, .redirect, .discard:
            var held = Decision(
                .hold("the message can't be read faithfully: \(message.graveDoubts)"), holdCause: .message,
                places: decision.places)
            held.mustReachBy = decision.mustReachBy
            return held
        }
    }

    // MARK: Choosing

    private func decision(notes: inout [String]) throws(Objection) -> Decision {
        try checkEdits()
        try options.checkNames(&notes)
        let choices = choices()
        for choice in choices {
            if case .hold(let why, let cause) = choice.meaning { throw Objection(why, [choice.place], cause: cause) }
        }
        // A discard beside another action only cancels the implicit keep, which that action has done (RFC 5228, 4.4).
        let active = choices.filter { $0.meaning != .discard }
        guard let first = active.first ?? choices.first else { throw Objection("the rules chose nothing") }
        if let other = active.first(where: { $0.meaning != first.meaning }) {
            throw Objection(
                "the rules choose \(first.description) and \(other.description) for one recipient",
                [first.place, other.place])
        }
        switch first.meaning {
        case .hold(let why, let cause): throw Objection(why, [first.place], cause: cause)
        case .refuse(let reason): return Decision(.refuse(reason), places: places(first))
        case .discard: return Decision(.discard, places: places(first))
        case .redirect(let address):
            try checkLateEdits(of: active)
            guard let named = profile.defaultRoute, profile.routes.contains(named) else {
                throw Objection("redirection goes by the default route, and the settings have none", [first.place])
            }
            let route = try options.route(chosen: named, by: first)
            return Decision(.redirect(address, route, try options.values(&notes)), places: places(first))
        case .route(let name):
            try checkLateEdits(of: active)
            let route = try options.route(chosen: name, by: first)
            var values = try options.values(&notes)
            // RFC 5232, section 5: where one place is named several times, the last flags count.
            values.copyFlags = copyFlags(of: active.last ?? first, &notes)
            return Decision(.route(route, values), places: places(first))
        }
    }

    /// The flags that the rules give the copy, as far as a copy can have them.
    private func copyFlags(of choice: Choice, _ notes: inout [String]) -> [CopyFlag]? {
        let names = choice.action?.flags ?? results.last?.flags ?? []
        notes += names.compactMap { CopyFlag.objection(to: $0) }
        let flags = CopyFlag.allCases.filter { flag in names.contains { CopyFlag(named: $0) == flag } }
        return flags.isEmpty ? nil : flags
    }

    /// The lines that decided: the action, and the edits that became options.
    private func places(_ choice: Choice) -> [Decision.Place] {
        let edits = results.flatMap(\.edits).map { Decision.Place(file: $0.file, line: $0.place.line) }
        var places: [Decision.Place] = []
        for place in [choice.place].compactMap(\.self) + edits where !places.contains(place) { places.append(place) }
        return places
    }

    private func choices() -> [Choice] {
        var choices = results.flatMap(\.actions).map { Choice(meaning: meaning(of: $0), action: $0) }
        if results.allSatisfy(\.implicitKeep) { choices.append(Choice(meaning: implicitlyKept, action: nil)) }
        return choices
    }

    private func meaning(of action: Action) -> Choice.Meaning {
        switch action.kind {
        case .fileInto:
            let name = RouteName(action.argument)
            if name == .hold { return .hold("a rule holds this message for a person to look at") }
            guard profile.routes.contains(name) else {
                return .hold("there is no route \"\(name)\" in the settings", .settings)
            }
            return .route(name)
        case .keep: return kept
        case .discard: return profile.allowsDiscard ? .discard : .hold("the settings don't allow discard")
        case .redirect:
            return profile.allowsRedirect(to: action.argument)
                ? .redirect(action.argument) : .hold("the settings don't allow redirection to \(action.argument)")
        case .reject: return .refuse(action.argument)
        default: return .hold("the action \(action.kind.rawValue) means nothing for outgoing mail")
        }
    }

    private var options: OptionReader { OptionReader(profile: profile, results: results, message: message) }

    /// What it means that no rule chose: the writer's own choice, where that is allowed, or the default.
    private var implicitlyKept: Choice.Meaning {
        if profile.defaultRoute == nil, profile.writerOptions.contains(.route), let wished = options.wishedRoute {
            return profile.routes.contains(wished)
                ? .route(wished) : .hold("the message asks for the route \"\(wished)\", which the settings don't have")
        }
        return kept
    }

    /// What `keep` means.
    private var kept: Choice.Meaning {
        guard let route = profile.defaultRoute else {
            return .hold("no rule chose a route, and the settings name no default")
        }
        return profile.routes.contains(route) ? .route(route) : .hold("the default route \"\(route)\" doesn't exist")
    }

    // MARK: Edits

    /// Only the subject and the options are the rules' to edit; the rest of a letter is its writer's.
    private func checkEdits() throws(Objection) {
        for edit in results.flatMap(\.edits) where !EditableField.isEditable(edit.name) {
            throw Objection(
                "a rule edits the header field \(edit.name); rules edit Subject and \(OptionName.prefix)... only",
                [Decision.Place(file: edit.file, line: edit.place.line)])
        }
        for edit in results.flatMap(\.edits) {
            guard case .add = edit.change, let option = OptionName(fieldName: edit.name) else { continue }
            let place = Decision.Place(file: edit.file, line: edit.place.line)
            if option == .route { throw Objection("a rule chooses a route by fileinto, not by \(edit.name)", [place]) }
            if let objection = option.objection(to: edit.value) { throw Objection(objection, [place]) }
        }
    }

    /// An edit behind the action doesn't show in what is delivered (RFC 5293, section 4), which nobody means.
    private func checkLateEdits(of choices: [Choice]) throws(Objection) {
        for choice in choices {
            guard let action = choice.action, let index = results.firstIndex(where: { $0.actions.contains(action) })
            else {
                continue
            }
            let late = results[index].edits.dropFirst(action.editsBefore) + results[(index + 1)...].flatMap(\.edits)
            guard let edit = late.first else { continue }
            let place = Decision.Place(file: edit.file, line: edit.place.line)
            throw Objection(
                "\(edit.name) is edited at \(place), after \(choice.description) was chosen; put the edit before it",
                [choice.place, place])
        }
    }
}
