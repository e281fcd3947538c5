// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// A command or test of which it shows only when it is reached whether it can be used (RFC 5463, section 4).
struct Guarded: Sendable {
    private let uses: [DeferredUse]
    private let command: (any CompiledCommand)?
    private let test: (any CompiledTest)?

    init(_ uses: [DeferredUse], command: (any CompiledCommand)? = nil, test: (any CompiledTest)? = nil) {
        self.uses = uses
        self.command = command
        self.test = test
    }

    /// Fails where something is used that isn't there.
    private func check(in run: borrowing Run) throws(ScriptFault) {
        for use in uses {
            switch use {
            case .unknown(let message): throw run.fault(.unavailable(message))
            case .capability(let capability, let name):
                guard run.hasEnabled(capability) else {
                    throw run.fault(
                        .unavailable(
                            "\(name) needs the extension \"\(capability)\", which nothing required or asked for"))
                }
            }
        }
    }
}

extension Guarded: CompiledCommand {
    func run(in run: inout Run) throws(ScriptFault) -> Flow {
        try check(in: run)
        return try command?.run(in: &run) ?? .proceed
    }
}

extension Guarded: CompiledTest {
    func evaluate(in run: inout Run) throws(ScriptFault) -> Bool {
        try check(in: run)
        return try test?.evaluate(in: &run) ?? false
    }
}
