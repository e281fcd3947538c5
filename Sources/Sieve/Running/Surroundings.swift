// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What a run may know of the world around the message: it finds out nothing by itself.
///
/// So the same input always gives the same result, and explaining is the same as deciding.
public struct Surroundings: Sendable {
    /// What time it is; nil where nobody says, and a test for it is a fault.
    public var clock: SiteClock?
    /// What the test `environment` finds, by lower-case names (RFC 5183).
    public var environment: [String: String]
    /// What `fileinto` can file into (RFC 5490).
    public var mailboxes: Set<String>
    /// What rules have seen before; nil where nothing is remembered (RFC 7352).
    public var seen: (any SeenRecord)?

    /// Makes surroundings; what is not given is not there.
    public init(
        clock: SiteClock? = nil, environment: [String: String] = [:], mailboxes: Set<String> = [],
        seen: (any SeenRecord)? = nil
    ) {
        self.clock = clock
        self.mailboxes = mailboxes
        self.environment = environment
        self.seen = seen
    }
}
