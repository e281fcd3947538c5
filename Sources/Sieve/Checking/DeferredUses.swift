// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a script that requires `ihave` uses and may not be there when it is reached (RFC 5463, section 4).
struct DeferredUses {
    /// What the present call uses.
    private(set) var ofCall: [DeferredUse] = []
    /// The same of all calls, with what to say where nothing in the script asks whether it is there.
    private var reports: [(use: DeferredUse, range: Range<Int>, suggestion: String?)] = []
    /// What `ihave` asks for.
    private var askedFor: Set<String> = []

    /// Goes on to a call inside the present one, which has uses of its own.
    /// - Returns: Those of the outer call, for ``endCall(_:)``.
    mutating func beginCall() -> [DeferredUse] {
        defer { ofCall = [] }
        return ofCall
    }

    /// Goes back to the outer call.
    mutating func endCall(_ outer: [DeferredUse]) { ofCall = outer }

    /// Takes down a use in the present call.
    mutating func add(_ use: DeferredUse, at range: Range<Int>, suggestion: String? = nil) {
        ofCall.append(use)
        reports.append((use, range, suggestion))
    }

    /// Takes down what an `ihave` asks for.
    mutating func ask(for capabilities: [String]) { askedFor.formUnion(capabilities) }

    /// Whether the present call uses something that nobody knows, so that it can't be made ready.
    var usesUnknown: Bool { ofCall.contains { if case .unknown = $0 { true } else { false } } }

    /// Warns of what can only fail when it is reached: a typing error passes for an extension of somebody else.
    func reportUnasked(known capabilities: Set<String>, to findings: inout Findings) {
        let asksForUnknown = !askedFor.isSubset(of: capabilities)
        for (use, range, suggestion) in reports {
            switch use {
            case .capability(let capability, let name):
                if askedFor.contains(capability) { continue }
                findings.warning(
                    "\(name) needs the extension \"\(capability)\", and fails here", at: range,
                    suggestion: "write: require \"\(capability)\"; at the top, or ask: ihave \"\(capability)\"")
            case .unknown(let message):
                if asksForUnknown { continue }
                findings.warning("\(message), which fails here", at: range, suggestion: suggestion)
            }
        }
    }
}
