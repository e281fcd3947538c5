// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Extension {
    /// `editheader`: adds and deletes header fields; later tests of the run see the result (RFC 5293).
    static let editHeader = Extension(
        capability: "editheader", specification: "RFC 5293", commands: [addHeader, deleteHeader])

    private static let addHeader = CallDefinition(
        "addheader",
        parameters: [
            ParameterDefinition(name: "header name", kind: .string), ParameterDefinition(name: "value", kind: .string),
        ],
        tags: [TagDefinition("last")],
        making: .command { call, _, checker in
            guard let name = call.strings(0).first, let value = call.strings(1).first else { return nil }
            if let constant = name.constant, !FieldName.isValid(constant) {
                checker.findings.error("\"\(constant)\" can't be the name of a header field", at: name.range)
            }
            if let constant = value.constant, !AddHeader.isValidValue(constant) {
                checker.findings.error("the value of a header field holds no line break", at: value.range)
            }
            return AddHeader(name: name.template, value: value.template, atEnd: call.tag("last") != nil)
        })

    private static let deleteHeader = CallDefinition(
        "deleteheader",
        parameters: [
            ParameterDefinition(name: "header name", kind: .string),
            ParameterDefinition(name: "value patterns", kind: .strings, isOptional: true),
        ],
        tags: [
            TagDefinition("index", parameter: ParameterDefinition(name: "number", kind: .number)),
            TagDefinition("last"),
        ],
        accepts: [.comparator, .matchType],
        making: .command { call, _, checker in
            guard let name = call.strings(0).first else { return nil }
            if let constant = name.constant {
                if !FieldName.isValid(constant) {
                    checker.findings.error("\"\(constant)\" can't be the name of a header field", at: name.range)
                } else if DeleteHeader.isProtected(constant) {
                    checker.findings.error("the header field \(constant) can't be deleted", at: name.range)
                }
            }
            let index = call.tag("index")
            if let number = index?.number, number < 1, let index {
                checker.findings.error("fields are counted from 1", at: index.range)
            }
            if index == nil, let last = call.tag("last") {
                checker.findings.error(":last goes with :index", at: last.range)
            }
            let patterns = call.strings(1)
            guard let value = checker.valueTest(of: call, keys: patterns) else { return nil }
            return DeleteHeader(
                name: name.template, index: index?.number, fromEnd: call.tag("last") != nil,
                value: patterns.isEmpty ? nil : value)
        })
}

private struct AddHeader: CompiledCommand {
    let name: StringTemplate
    let value: StringTemplate
    let atEnd: Bool

    /// A line break would end the field and let the rest of the value pass for more header, or for the body.
    static func isValidValue(_ value: String) -> Bool {
        value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }
    }

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let name = try name.text(in: &run)
        guard FieldName.isValid(name) else { throw run.fault(.invalidFieldName(name)) }
        let value = try value.text(in: &run)
        guard Self.isValidValue(value) else { throw run.fault(.invalidFieldValue(name)) }
        let trimmed = value.trimmingSpaces()
        try run.addField(name: name, value: trimmed, atEnd: atEnd)
        return .proceed
    }
}

private struct DeleteHeader: CompiledCommand {
    let name: StringTemplate
    let index: Int?
    let fromEnd: Bool
    let value: ValueTest?

    /// RFC 5293, section 4: these two tell where the message has been, and aren't deleted.
    static func isProtected(_ name: String) -> Bool {
        ["received", "auto-submitted"].contains(name.lowercased())
    }

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let name = try name.text(in: &run)
        // RFC 5293, section 5: a name that can't be is an error when it is only found out here.
        guard FieldName.isValid(name), !Self.isProtected(name) else { throw run.fault(.invalidFieldName(name)) }
        var positions = run.header.positions(of: FieldName(name))
        if let index {
            guard index <= positions.count else { return .proceed }
            positions = [fromEnd ? positions[positions.count - index] : positions[index - 1]]
        }
        if let value {
            var matching: [Int] = []
            for position in positions {
                var session = try value.session(in: &run)
                let text = run.header.entries[position].field.value
                var isMatch = try session.offer(text, from: name, in: &run)
                if !isMatch { isMatch = try session.finish(in: &run) }
                if isMatch { matching.append(position) }
            }
            positions = matching
        }
        try run.deleteFields(at: positions)
        return .proceed
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
