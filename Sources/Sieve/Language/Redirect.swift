// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

extension CallDefinition {
    /// `redirect`: sends to another address (RFC 5228, section 4.2).
    static let redirect = CallDefinition(
        "redirect", parameters: [ParameterDefinition(name: "address", kind: .string)],
        making: .command { call, _, checker in
            if call.tag("list") != nil { return checker.listRedirect(of: call) }
            guard let address = call.strings(0).first else { return nil }
            if let constant = address.constant, OutboundAddress(constant) == nil {
                checker.findings.error(
                    "\"\(Findings.shown(constant))\" is not an address to redirect to", at: address.range)
            }
            return Redirect(address: address.template, modifiers: checker.actionModifiers(of: call))
        })
}

private struct Redirect: CompiledCommand {
    let address: StringTemplate
    let modifiers: [any ActionModifier]

    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        let address = try address.text(in: &run)
        guard let outbound = OutboundAddress(address) else { throw run.fault(.invalidAddress(address)) }
        try run.take(.redirect, outbound.mailbox, modifiers: modifiers)
        return .proceed
    }
}
