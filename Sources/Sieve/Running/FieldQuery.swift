// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The header fields that a test looks at: by their names, and by what tags such as `:index` leave of them.
struct FieldQuery: Sendable {
    private enum Name: Sendable {
        case constant(FieldName)
        case template(StringTemplate)
    }

    private let names: [Name]
    private let selector: (any FieldSelector)?

    init(names: [StringTemplate], selector: (any FieldSelector)?) {
        self.names = names.map { template in
            template.constant.map { .constant(FieldName(String(decoding: $0, as: UTF8.self))) } ?? .template(template)
        }
        self.selector = selector
    }

    /// How many names are asked for.
    var count: Int { names.count }

    /// Where the fields of name `index` stand in the header, in order.
    func positions(ofName index: Int, in run: inout Run) throws(ScriptFault) -> [Int] {
        let name: FieldName
        switch names[index] {
        case .constant(let known): name = known
        case .template(let template): name = FieldName(try template.text(in: &run))
        }
        let positions = run.header.positions(of: name)
        return selector?.selected(from: positions) ?? positions
    }
}
