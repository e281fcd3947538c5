// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension Extension {
    /// `extracttext`: puts the text of the part at which a loop is into a variable (RFC 5703, section 7).
    static let extractText = Extension(
        capability: "extracttext", specification: "RFC 5703, section 7",
        commands: [
            CallDefinition(
                "extracttext", parameters: [ParameterDefinition(name: "name", kind: .string, isConstant: true)],
                tags: VariableTarget.modifiers + [
                    TagDefinition(
                        "first", parameter: ParameterDefinition(name: "number of characters", kind: .number))
                ],
                making: .command { call, _, checker in
                    checker.need("variables", for: call.name, at: call.nameRange)
                    if checker.loops.isEmpty {
                        checker.findings.error("extracttext stands inside foreverypart only", at: call.nameRange)
                    }
                    guard let name = call.strings(0).first,
                        let target = VariableTarget(name, modifiers: call.tags, in: &checker)
                    else { return nil }
                    return ExtractText(target: target, first: call.tag("first")?.number)
                })
        ])
}

private struct ExtractText: CompiledCommand {
    let target: VariableTarget
    let first: Int?

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        var text: [UInt8] = []
        if let entity = run.loops.last {
            let body = try run.body(of: entity, as: .text)
            // What can't be decoded faithfully is the empty string: RFC 5703, section 7, wants no half of it.
            if body.isFaithful { text = extract(body.bytes, limit: run.limits.variableSize) }
        }
        try target.assign(text, in: &run)
        return .proceed
    }

    /// The first characters, with the line ends that strings of a script have; a little beyond `limit` it may end.
    private func extract(_ bytes: [UInt8], limit: Int) -> [UInt8] {
        var result: [UInt8] = []
        var left = first ?? .max
        for byte in bytes {
            let isNext = byte & 0xC0 != 0x80
            if isNext, left == 0 || result.count > limit { break }
            if byte == 0x0A {
                result.append(0x0D)
                left -= 1
                if left == 0 { break }
            }
            if isNext { left -= 1 }
            result.append(byte)
        }
        return result
    }
}
