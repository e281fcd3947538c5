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

    /// How many names are asked for.
    var count: Int { names.count }

    /// Whether one of the fields of name `index` is what `body` looks for; it is given each with where it was found.
    func contains(
        name index: Int, in run: inout Run,
        where body: (HeaderField, String, inout Run) throws(ScriptFault) -> Bool
    ) throws(ScriptFault) -> Bool {
        let name: FieldName
        switch names[index] {
        case .constant(let known): name = known
        case .template(let template): name = FieldName(try template.text(in: &run))
        }
        guard let scope else {
            try run.chargeSearch(of: run.header)
            let positions = run.header.positions(of: name)
            for position in selector?.selected(from: positions) ?? positions {
                let field = run.header.entries[position].field
                if try body(field, field.name, &run) { return true }
            }
            return false
        }
        var found: [(field: HeaderField, entity: Int)] = []
        for entity in scope.entities(in: run) {
            try run.charge(1)
            let header = run.header(of: entity)
            try run.chargeSearch(of: header)
            for position in header.positions(of: name) { found.append((header.entries[position].field, entity)) }
        }
        // A number counts through all headers that are looked at, as if they were one.
        for index in selector?.selected(from: Array(found.indices)) ?? Array(found.indices) {
            let (field, entity) = found[index]
            let origin = entity == 0 ? field.name : field.name + " of " + run.input.bodies.title(of: entity)
            if try body(field, origin, &run) { return true }
        }
        return false
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
