// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail
import Sieve
import Spelling

/// Reads the options of a route from the header as the rules left it.
struct OptionReader {
    let profile: Profile
    let results: [ScriptResult]
    let message: Message

    /// The fields of an option: those that rules added, and those that the writer wrote.
    private func fields(_ option: OptionName) -> (rules: [String], writer: [String]) {
        guard let last = results.last else { return ([], message.fields(named: option.fieldName).map(\.value)) }
        let fields = last.fields(named: option.fieldName)
        return (fields.filter(\.isAdded).map(\.field.value), fields.filter { !$0.isAdded }.map(\.field.value))
    }

    /// The options; a rule's word stands before the writer's.
    func values(_ notes: inout [String]) throws(Judge.Objection) -> RouteOptions {
        var options = RouteOptions()
        options.language = try value(.language, &notes)?.lowercased()
        options.campaign = try value(.campaign, &notes)
        options.ownID = try value(.ownID, &notes)
        options.mustReachBy = try value(.mustReachBy, &notes)
        options.subject = try subject()
        return options
    }

    /// By when the mail must have reached the recipient; asked also where the mail is not to be sent as it is, since its time
    /// runs while somebody makes up their mind.
    var mustReachBy: MustReachBy? {
        var notes: [String] = []
        return (try? value(.mustReachBy, &notes)).flatMap { MustReachBy($0) }
    }

    /// Looks for fields of the writer's that are almost an option: what they ask for would be lost in silence.
    func checkNames(_ notes: inout [String]) throws(Judge.Objection) {
        for field in message.header where field.name.lowercased().hasPrefix(OptionName.prefix.lowercased()) {
            guard OptionName(fieldName: field.name) == nil, !OwnField.isName(field.name) else { continue }
            let names = OptionName.allCases.map(\.fieldName)
            if let near = NearestName.of(field.name, in: names) {
                throw Judge.Objection("the message has the field \(field.name), which is no option; \(near) is one")
            }
            notes.append("the message's \(field.name) is no option and does nothing")
        }
    }

    private func value(_ option: OptionName, _ notes: inout [String]) throws(Judge.Objection) -> String? {
        let (rules, writer) = fields(option)
        if let value = rules.first {
            if let other = rules.first(where: { $0 != value }) {
                throw Judge.Objection(
                    "the rules set \(option.fieldName) to \"\(value)\" and to \"\(other)\"", places(option))
            }
            return value
        }
        guard let value = writer.first else { return nil }
        guard profile.writerOptions.contains(option) else {
            notes.append("the message's own \(option.fieldName) is not honoured: the settings don't allow it")
            return nil
        }
        if writer.contains(where: { $0 != value }) {
            throw Judge.Objection("the message has \(option.fieldName) twice, with different values")
        }
        if let objection = option.objection(to: value) { throw Judge.Objection("the message's \(objection)") }
        return value
    }

    private func places(_ option: OptionName) -> [Decision.Place?] {
        results.flatMap(\.edits).filter { OptionName(fieldName: $0.name) == option }
            .map { Decision.Place(file: $0.file, line: $0.place.line) }
    }

    /// The subject, if a rule edited it.
    private func subject() throws(Judge.Objection) -> String? {
        let edits = results.flatMap(\.edits).filter { $0.name.lowercased() == "subject" }
        guard let result = results.last, !edits.isEmpty else { return nil }
        let subjects = result.fields(named: "Subject").map(\.field.value)
        if subjects.count > 1 {
            throw Judge.Objection(
                "the rules leave the message with \(subjects.count) subjects; delete the old one before adding one",
                edits.map { Decision.Place(file: $0.file, line: $0.place.line) })
        }
        return subjects.first ?? ""
    }

    // MARK: The writer's route

    private var writtenRoutes: [String] { fields(.route).writer }

    /// The route that the writer asks for, whether or not it may and there is one.
    var wishedRoute: RouteName? { writtenRoutes.first.map { RouteName($0) } }

    /// The route after the writer has been heard.
    ///
    /// A writer who names a route means something by it. Where the rules, or the settings, say otherwise, a person
    /// decides: neither may be overruled in silence.
    func route(chosen: RouteName, by choice: Choice) throws(Judge.Objection) -> RouteName {
        guard let name = writtenRoutes.first else { return chosen }
        if writtenRoutes.contains(where: { $0 != name }) {
            throw Judge.Objection("the message has \(OptionName.route.fieldName) twice, with different values")
        }
        guard RouteName(name) != chosen else { return chosen }
        guard profile.writerOptions.contains(.route) else {
            throw Judge.Objection(
                "the message asks for the route \"\(name)\" and would go by \(chosen); the settings don't let writers choose",
                [choice.place])
        }
        guard profile.routes.contains(RouteName(name)) else {
            throw Judge.Objection("the message asks for the route \"\(name)\", which the settings don't have")
        }
        guard choice.action == nil else {
            throw Judge.Objection(
                "the message asks for the route \"\(name)\", and the rules choose \(choice.description)", [choice.place]
            )
        }
        return RouteName(name)
    }
}
