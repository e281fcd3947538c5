// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// Faults at random, for soak tests: of each thousand requests so many, the same ones for the same seed and order.
public struct RandomFaults: Sendable, Hashable, Codable {
    /// Where the sequence begins.
    public var seed: UInt64
    /// How many of a thousand requests are hit.
    public var perMille: Int
    /// What may happen to them; each is as likely as the next.
    public var faults: [Fault]

    /// Makes a source of faults; by default of all kinds that need no settings.
    public init(
        seed: UInt64, perMille: Int,
        faults: [Fault] = [
            Fault(.dropBefore), Fault(.dropAfter), Fault(.tornBody), Fault(.cutJSON), Fault(.wrongTypes),
            .status(503, .html), .status(500, .kpn), .status(502, .empty), Fault(.tokenExpired, on: .send),
        ]
    ) {
        self.seed = seed
        self.perMille = perMille
        self.faults = faults
    }

    /// Draws for one request: a fault that befalls it, or nil.
    mutating func draw(_ endpoint: Endpoint, _ recipients: [String]) -> Fault? {
        // Both numbers are drawn each time, so that a request's luck depends on its place in the order alone.
        let hit = Int(next() % 1000) < perMille
        let choice = next()
        let possible = faults.filter { $0.befalls(endpoint, recipients) }
        guard hit, !possible.isEmpty else { return nil }
        return possible[Int(choice % UInt64(possible.count))]
    }

    /// The next number: SplitMix64 (Steele, Lea and Flood, 2014).
    private mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
