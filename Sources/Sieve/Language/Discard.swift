// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `discard`: cancels the implicit keep and does nothing else (RFC 5228, section 4.4).
    static let discard = CallDefinition("discard", making: .command { _, _, _ in Discard() })
}

private struct Discard: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        try run.take(.discard)
        return .proceed
    }
}
