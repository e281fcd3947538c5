// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// What earlier looks into inboxes saw, so that one in which nothing is new costs next to nothing.
struct InboxMemory {
    /// When a mail is looked at again, by the clock that nobody sets, in seconds.
    private struct Patience {
        var next: Double
        var pause: Double
    }

    /// The first and the longest pause before a mail that fits nothing is looked at again, in seconds.
    private static let firstPause: Double = 30
    private static let longestPause: Double = 3600

    /// What the Maildirs were like, by their folder in the ledger, when nothing in them had to be looked at again: one that is
    /// as it was then is passed over.
    var settled: [String: MaildirState] = [:]
    /// Mails that fit nothing so far, or of whose key nobody knows, by folder and name.
    private var waiting: [String: [String: Patience]] = [:]

    /// Whether a mail is to be looked at now.
    func isDue(_ name: String, in folder: String, at uptime: Double) -> Bool {
        waiting[folder]?[name].map { $0.next <= uptime } ?? true
    }

    /// Has a mail be looked at again, after a pause that is twice the one before.
    mutating func wait(_ name: String, in folder: String, at uptime: Double) {
        let pause = min(waiting[folder]?[name].map { $0.pause * 2 } ?? Self.firstPause, Self.longestPause)
        waiting[folder, default: [:]][name] = Patience(next: uptime + pause, pause: pause)
    }

    /// Forgets the mails that need not be looked at again, or are gone.
    mutating func keep(_ names: Set<String>, in folder: String) {
        waiting[folder] = waiting[folder]?.filter { names.contains($0.key) }
    }
}
