// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension CallDefinition {
    /// `size`: compares the size of the message with a number of octets (RFC 5228, section 5.9).
    static let size = CallDefinition(
        "size", parameters: [ParameterDefinition(name: "number of octets", kind: .number)],
        tags: [TagDefinition("over", group: .sizeRelation), TagDefinition("under", group: .sizeRelation)],
        needs: [.sizeRelation],
        making: .test { call, _, _ in
            guard let limit = call.number(0) else { return nil }
            return SizeTest(limit: limit, isOver: call.tag("over") != nil)
        })
}

extension TagGroup {
    fileprivate static let sizeRelation = TagGroup(name: "relation")
}

/// A message of exactly the size is neither over nor under it.
private struct SizeTest: CompiledTest {
    let limit: Int
    let isOver: Bool

    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        let size = run.input.message.source.count + run.header.growth
        return isOver ? size > limit : size < limit
    }
}
