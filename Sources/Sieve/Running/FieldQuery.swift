// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

/// The header fields that a test looks at: by their names, and by what tags such as `:index` leave of them.
struct FieldQuery: Sendable {
    private enum Name: Sendable {
        case constant(FieldName)
        case template(StringTemplate)
    }

    private let names: [Name]
    private let selector: (any FieldSelector)?
    private let scope: FieldScope?

    init(names: [StringTemplate], selector: (any FieldSelector)?, scope: FieldScope?) {
        self.names = names.map { template in
            template.constant.map { .constant(FieldName(String(decoding: $0, as: UTF8.self))) } ?? .template(template)
        }
        self.selector = selector
        self.scope = scope
    }

    /// Whether one of the fields is what `body` looks for; it is given each with where it was found.
    func contains(
        in run: inout Run, where body: (HeaderField, String, inout Run) throws(ScriptFault) -> Bool
    ) throws(ScriptFault) -> Bool {
        guard let selector else {
            for name in names where try contains(name, in: &run, where: body) { return true }
            return false
        }
        // RFC 5260, section 6: a number counts through the fields of all names, in the order of the names; and through
        // all headers that are looked at, as if they were one.
        var found: [(field: HeaderField, origin: String)] = []
        for name in names {
            _ = try contains(name, in: &run) { field, origin, _ in
                found.append((field, origin))
                return false
            }
        }
        for index in selector.selected(from: Array(found.indices))
        where try body(found[index].field, found[index].origin, &run) { return true }
        return false
    }

    /// Whether there is a field of each name.
    func containsAll(in run: inout Run) throws(ScriptFault) -> Bool {
        for name in names where try !contains(name, in: &run, where: { _, _, _ in true }) { return false }
        return true
    }

    private func contains(
        _ name: Name, in run: inout Run, where body: (HeaderField, String, inout Run) throws(ScriptFault) -> Bool
    ) throws(ScriptFault) -> Bool {
        let name = try fieldName(name, in: &run)
        guard let scope else {
            try run.chargeSearch(of: run.header)
            for position in run.header.positions(of: name) {
                let field = run.header.entries[position].field
                if try body(field, field.name, &run) { return true }
            }
            return false
        }
        for entity in scope.entities(in: run) {
            try run.charge(1)
            let header = run.header(of: entity)
            try run.chargeSearch(of: header)
            for position in header.positions(of: name) {
                let field = header.entries[position].field
                let origin = entity == 0 ? field.name : field.name + " of " + run.input.bodies.title(of: entity)
                if try body(field, origin, &run) { return true }
            }
        }
        return false
    }

    /// A name as it is now; one that no field can have is a fault here as it is an error of the check.
    private func fieldName(_ name: Name, in run: inout Run) throws(ScriptFault) -> FieldName {
        switch name {
        case .constant(let known): return known
        case .template(let template):
            let text = try template.text(in: &run)
            guard FieldName.isValid(text) else { throw run.fault(.invalidFieldName(text)) }
            return FieldName(text)
        }
    }
}

extension Run {
    /// A message can have tens of thousands of fields, and a list tens of thousands of names.
    fileprivate mutating func chargeSearch(of header: HeaderTable) throws(ScriptFault) {
        try charge(header.entries.count >> 10)
    }
}

extension BodyTexts {
    /// How a person is told of an entity that is not the message itself.
    func title(of index: Int) -> String {
        let entity = entities[index]
        guard let parent = entity.parent, entities[parent].kind == .message else { return "part \(entity.path)" }
        return "the message in part \(entities[parent].path)"
    }
}
