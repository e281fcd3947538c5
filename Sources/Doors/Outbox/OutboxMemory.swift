// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What whoever looks into an outbox again and again remembers from one look to the next.
///
/// Nothing depends on it but how soon and how often: a process that begins without it takes the same mails. It saves looking
/// at files whose time has not come, and saying the same of the same file at every look.
public struct OutboxMemory: Sendable {
    /// How many files are remembered at most; those beyond are looked at each time.
    static let limit = 200_000

    /// The number of the look that is going on.
    private(set) var look = 0
    /// Since when the folder, or a part of it, has not been there, by the clock that only counts on.
    var missingSince: Double?
    /// When the folder was last looked into, by the clock that only counts on; nil where another look is due at once.
    var lastLook: Double?
    /// When that look asked for another one.
    var nextLook: Double?
    /// How many messages of a claimed mbox are accepted.
    var progress: [SpoolID: Int] = [:]
    private var sightings: [[CChar]: Sighting] = [:]

    /// Begins knowing nothing.
    public init() {}

    /// Begins another look.
    mutating func beginLook(at uptime: Double) {
        look += 1
        lastLook = uptime
    }

    /// Forgets what was found neither by this look nor by the one before: a name that is missing in one reading of a folder
    /// may only have been renamed meanwhile.
    mutating func endLook() {
        if !sightings.isEmpty { sightings = sightings.filter { $0.value.look >= look - 1 } }
    }

    /// What is known of a file.
    subscript(key: [CChar]) -> Sighting? {
        get { sightings[key] }
        set {
            guard newValue == nil || sightings.count < Self.limit || sightings[key] != nil else { return }
            sightings[key] = newValue
        }
    }

    /// Notes that a file of which something is known was found again.
    mutating func touch(_ key: [CChar]) { sightings[key]?.look = look }
}
