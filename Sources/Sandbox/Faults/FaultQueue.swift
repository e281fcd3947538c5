// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// The faults that wait for a request to befall.
struct FaultQueue: Sendable {
    /// Those given one by one, oldest first.
    private(set) var pending: [Fault] = []
    /// Those that come at random.
    var random: RandomFaults?

    /// Adds a fault at the end.
    mutating func add(_ fault: Fault) { pending.append(fault) }

    /// Drops all faults.
    mutating func clear() {
        pending = []
        random = nil
    }

    /// The fault for a request that would be refused anyway, or is not checked yet.
    ///
    /// Such a fault is used up now. One that accepts first stays for a request that can be accepted.
    mutating func takeRefusing(_ endpoint: Endpoint, _ recipients: [String]) -> Fault? {
        take(endpoint, recipients) { !$0.acceptsFirst }
    }

    /// The fault for a request that is being accepted.
    mutating func takeAccepting(_ endpoint: Endpoint, _ recipients: [String]) -> Fault? {
        take(endpoint, recipients) { $0.acceptsFirst }
    }

    private mutating func take(_ endpoint: Endpoint, _ recipients: [String], where wanted: (Fault) -> Bool) -> Fault? {
        // The first that fits decides: an earlier fault of the other sort is not overtaken.
        guard let index = pending.firstIndex(where: { $0.befalls(endpoint, recipients) }), wanted(pending[index])
        else { return nil }
        let fault = pending[index]
        pending[index].times -= 1
        if pending[index].times == 0 { pending.remove(at: index) }
        return fault
    }
}
