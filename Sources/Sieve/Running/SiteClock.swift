// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import Mail

/// One moment, and what the site's clocks make of moments.
///
/// All tests of a run see the same moment (RFC 5260, section 5).
public struct SiteClock: Sendable {
    /// The moment that counts as the present.
    public let now: Timestamp
    /// How far the site's clocks are ahead of UTC at a moment, in minutes; summer time makes that differ.
    public let offset: @Sendable (Timestamp) -> Int

    /// Makes a clock that stands still.
    public init(now: Timestamp, offset: @escaping @Sendable (Timestamp) -> Int) {
        self.now = now
        self.offset = offset
    }

    /// The machine's own clock and time zone, as they are now.
    public static func system() -> SiteClock { SiteClock(now: .now()) { $0.localOffset } }
}
