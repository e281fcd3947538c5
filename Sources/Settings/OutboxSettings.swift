// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

/// One place in which people drop mail to be sent, and how it is looked after.
public struct OutboxSettings: Sendable, Hashable {
    /// What is at the path.
    public enum Kind: String, Sendable, CaseIterable {
        /// A Maildir.
        case maildir
        /// A file in mbox format.
        case mbox
    }

    /// How changes are noticed.
    public enum Watching: String, Sendable, CaseIterable {
        /// The kernel tells of them.
        case events
        /// Somebody looks now and then.
        case poll
    }

    /// The name, by which rules know it.
    public var name: String
    /// The folder or file.
    public var path: String
    /// What it is; nil where it is to be seen from what is there.
    public var kind: Kind?
    /// How changes are noticed; nil where the filesystem decides.
    public var watching: Watching?
    /// How often it is looked at without events, in seconds; nil where that is as for all.
    public var poll: Double?
    /// For how long a mail can be taken back, in seconds.
    public var holdFor: Double
    /// The route of mail that no rule chooses one for; nil where that is as for all, "hold" where it waits.
    public var route: String?

    /// An outbox that only its path is said of: it is named like the folder.
    init(path: String) {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        name = String(last.drop { $0 == "." })
        self.path = path
        holdFor = 0
    }

    init(_ table: SettingsTable, name: String, home: String) throws(SettingsFault) {
        self.name = name
        path = try table.filePath("path", default: "", home: home)
        guard !path.isEmpty else { throw table.fault("names no path: write path = \"...\"") }
        kind = try table.word("kind", default: Kind?.none)
        watching = try table.word("watch", default: Watching?.none)
        poll = try table.text("poll") == nil ? nil : table.duration("poll", default: "30s")
        if let poll, poll < 1 { throw table.fault("poll", "must be at least \"1s\"") }
        holdFor = try table.duration("hold_for", default: "0s")
        route = try table.text("route")
    }
}
