// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `if`: runs its block if its test is true (RFC 5228, section 3.1).
    static let `if` = CallDefinition(
        "if", tests: .one, hasBlock: true,
        making: .command { _, parts, _ in Branch(test: parts.tests.first, block: parts.block, isFirst: true) })

    /// `elsif`: the same, if no branch before it was taken.
    static let elsif = CallDefinition(
        "elsif", tests: .one, hasBlock: true, follows: ["if", "elsif"],
        making: .command { _, parts, _ in Branch(test: parts.tests.first, block: parts.block, isFirst: false) })

    /// `else`: runs its block if no branch before it was taken.
    static let `else` = CallDefinition(
        "else", hasBlock: true, follows: ["if", "elsif"],
        making: .command { _, parts, _ in Branch(test: nil, block: parts.block, isFirst: false) })
}

/// One branch of a chain.
///
/// The chain itself needs no node: whether a branch was taken is kept by the run, and set after the block, so that
/// chains inside the block can't disturb it.
private struct Branch: CompiledCommand {
    let test: PlacedTest?
    let block: [PlacedCommand]
    let isFirst: Bool

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        if !isFirst, run.branchTaken { return .proceed }
        let event = test == nil ? nil : run.nextEvent
        if let test, try !run.evaluate(test) {
            run.branchTaken = false
            return .proceed
        }
        let flow = try run.perform(block, under: event)
        run.branchTaken = true
        return flow
    }
}
