// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Sandbox

/// `EVENT=CODE`.
struct StatusCodeOption: ExpressibleByArgument {
    let kind: TicketEvent.Kind
    let code: Int

    init?(argument: String) {
        let halves = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard halves.count == 2, let kind = TicketEvent.Kind(rawValue: String(halves[0])), let code = Int(halves[1])
        else { return nil }
        self.kind = kind
        self.code = code
    }
}
