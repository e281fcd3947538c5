// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `stop`: ends the script (RFC 5228, section 3.3).
    static let stop = CallDefinition("stop", making: .command { _, _, _ in Stop() })
}

private struct Stop: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow { .stop }
}
