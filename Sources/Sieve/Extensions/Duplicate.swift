// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Extension {
    /// `duplicate`: whether a message with the same id was decided about before, for the same recipient (RFC 7352).
    ///
    /// The recipient is a part of the identity: a mail to two people is decided about twice, and neither is a duplicate.
    static let duplicate = Extension(
        capability: "duplicate", specification: "RFC 7352",
        tests: [
            CallDefinition(
                "duplicate",
                tags: [
                    TagDefinition("handle", parameter: ParameterDefinition(name: "a handle", kind: .string)),
                    TagDefinition(
                        "header", group: identity, parameter: ParameterDefinition(name: "a header name", kind: .string)),
                    TagDefinition(
                        "uniqueid", group: identity, parameter: ParameterDefinition(name: "an id", kind: .string)),
                    TagDefinition("seconds", parameter: ParameterDefinition(name: "a number", kind: .number)),
                    TagDefinition("last"),
                ],
                making: .test { call, _, checker in
                    let fields = call.tag("header").map { checker.fieldQuery(of: call, names: $0.strings) }
                    return DuplicateTest(
                        handle: call.tag("handle")?.string?.template, id: call.tag("uniqueid")?.string?.template,
                        fields: fields ?? messageID, seconds: call.tag("seconds")?.number,
                        countsFromLast: call.tag("last") != nil)
                })
        ])

    private static let messageID = FieldQuery(
        names: [StringTemplate(constant: Array("Message-ID".utf8))], selector: nil, scope: nil)
    private static let identity = TagGroup(name: "id")
}

private struct DuplicateTest: CompiledTest {
    let handle: StringTemplate?
    let id: StringTemplate?
    let fields: FieldQuery
    let seconds: Int?
    let countsFromLast: Bool

    /// RFC 7352, section 3.3: about seven days where the rule says nothing, and a limit that replaces more in silence.
    private static let standardSeconds = 7 * 86_400
    private static let maximumSeconds = 30 * 86_400

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let seconds = min(seconds ?? Self.standardSeconds, Self.maximumSeconds)
        guard seconds > 0, let id = try messageID(in: &run) else { return false }
        guard let clock = run.input.surroundings.clock else {
            throw run.fault(.unusable("nobody said what time it is"))
        }
        let handle = try handle?.text(in: &run) ?? ""
        var isKnown = false
        if let record = run.input.surroundings.seen {
            do {
                isKnown = try record.wasSeen(id, handle: handle, recipient: run.input.recipient, at: clock.now)
            } catch {
                throw run.fault(.unusable("what was seen before can't be looked up: \(error)"))
            }
        }
        if !isKnown || countsFromLast {
            run.mark(
                SeenMark(
                    handle: handle, id: id, expires: clock.now.advanced(bySeconds: Double(seconds)),
                    isRenewal: isKnown))
        }
        return isKnown
    }

    /// What the message is known by; nil where it has no such field, or an empty one, which all such messages would share.
    private func messageID(in run: inout Run) throws(ScriptFault) -> String? {
        if let id { return try id.text(in: &run) }
        var value = ""
        _ = try fields.contains(in: &run) { field, _, _ in
            value = field.value
            return true
        }
        return value.isEmpty ? nil : value
    }
}
