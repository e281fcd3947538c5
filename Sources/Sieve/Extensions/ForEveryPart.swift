// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Mail

extension Extension {
    /// `foreverypart`: runs its block for each part of the message, or of the part around it (RFC 5703, section 3).
    static let forEveryPart = Extension(
        capability: "foreverypart", specification: "RFC 5703, section 3", commands: [forEveryPartCommand, breakCommand])

    private static let name = TagDefinition(
        "name", parameter: ParameterDefinition(name: "name", kind: .string, isConstant: true))

    private static let forEveryPartCommand = CallDefinition(
        "foreverypart", tags: [name], hasBlock: true, isLoop: true,
        making: .command { call, parts, checker in
            if checker.loops.count >= Limits.standard.loops {
                checker.findings.error("loops nest at most \(Limits.standard.loops) deep", at: call.nameRange)
            }
            return PartLoop(name: call.tag("name")?.string?.constant, block: parts.block)
        })

    private static let breakCommand = CallDefinition(
        "break", tags: [name],
        making: .command { call, _, checker in
            let name = call.tag("name")?.string
            if checker.loops.isEmpty {
                checker.findings.error("break stands inside foreverypart only", at: call.nameRange)
            } else if let name, let text = name.constant, !checker.loops.contains(text) {
                checker.findings.error("no loop around this break is named \"\(text)\"", at: name.range)
            }
            return Break(name: name?.constant)
        })
}

private struct PartLoop: CompiledCommand {
    let name: String?
    let block: [PlacedCommand]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        guard run.loops.count < run.limits.loops else { throw run.fault(.tooManyLoops(run.limits.loops)) }
        let entities = run.input.bodies.entities
        // The message is the first of its own parts; a part is not among the parts inside it.
        let range = run.loops.last.map { $0 + 1..<entities[$0].end } ?? entities.indices
        for entity in range {
            try run.charge(1)
            run.loops.append(entity)
            defer { run.loops.removeLast() }
            switch try run.perform(block, under: nil) {
            case .proceed: continue
            case .break(nil): return .proceed
            case .break(let wanted) where wanted == name: return .proceed
            case let flow: return flow
            }
        }
        return .proceed
    }
}

private struct Break: CompiledCommand {
    let name: String?

    func run(in run: inout Run) throws(ScriptFault) -> Flow { .break(name) }
}
