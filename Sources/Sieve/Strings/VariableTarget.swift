// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The variable that a command gives a value, and what is made of the value before.
struct VariableTarget: Sendable {
    private let name: String
    private let slot: Int
    private let modifiers: [VariableModifier]

    /// The tags of a command that sets a variable (RFC 5229, section 4.1).
    static let modifiers = VariableModifier.own.map { TagDefinition($0.rawValue, group: $0.group) }

    /// Takes the name that a call gives, and its tags; nil where no variable can have the name, which is reported.
    init?(_ name: CheckedString, modifiers tags: [CheckedTag], in checker: inout Checker) {
        let text = name.constant ?? ""
        guard let slot = checker.assignedSlot(of: text, at: name.range) else { return nil }
        self.name = text.lowercased()
        self.slot = slot
        modifiers = tags.compactMap { VariableModifier(rawValue: $0.name) }.sorted { $0.precedence > $1.precedence }
    }

    /// Sets the variable.
    func assign(_ value: [UInt8], in run: inout Run) throws(ScriptFault) {
        var value = value
        for modifier in modifiers { value = modifier.applied(to: value) }
        // RFC 5229 lets an implementation cut the value off; a decision from half a value could be any, so it is a fault.
        guard value.count <= run.limits.variableSize else {
            throw run.fault(.variableTooLong(name: name, limit: run.limits.variableSize))
        }
        run.variables[slot] = value
    }
}
