// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles
public import Mail
public import Maildirs

/// The door that people use by writing a mail into a folder, or into a file in mbox format.
public struct Outbox: Sendable, Hashable {
    /// What people write into.
    public enum Kind: String, Sendable, CaseIterable {
        /// A Maildir.
        case maildir
        /// A file with one mail after the other.
        case mbox

        /// What is at a path: an mbox where a file is, or was when somebody began to take mail from it.
        public init(of path: String) {
            self = Folder(path).isFile || Folder("\(path).sealpost-claimed").exists ? .mbox : .maildir
        }
    }

    /// How changes are noticed.
    public enum Watching: String, Sendable, CaseIterable {
        /// The kernel tells of them, and of who is writing.
        case events
        /// Somebody looks now and then; a file that has not changed for a while is whole.
        case poll
    }

    /// The folder or file.
    public var path: String
    /// What it is.
    public var kind: Kind
    /// How changes are noticed; nil leaves it to the kind of filesystem.
    public var watching: Watching?
    /// How often it is looked at without events, in seconds.
    public var poll: Double = 30
    /// For how long a mail can be taken back, in seconds.
    public var holdFor: Double = 0
    /// Whether the settings name it no more: what is on its way from it into the spool goes on, and nothing else is taken.
    public var isFormer = false

    /// Names an outbox at a path.
    public init(_ path: String, kind: Kind = .maildir) {
        self.path = path
        self.kind = kind
    }

    /// Names the outbox in a Maildir.
    public init(_ maildir: Maildir) { self.init(maildir.path) }

    /// The folder, where it is a Maildir.
    public var maildir: Maildir { Maildir(path) }

    /// Whether it is looked at now and then, as the settings say or because events would not tell of all changes.
    public var isPolled: Bool { watching.map { $0 == .poll } ?? (Filesystem(of: path) == .shared) }

    /// Whether something is on its way into the spool.
    public var hasClaims: Bool { (try? claimed.names().contains { !$0.hasPrefix(".") }) ?? false }

    /// Where events tell of new mail.
    public var places: [String] { kind == .maildir ? ["\(path)/new", "\(path)/cur"] : [path] }

    /// Where events tell of new places.
    public var parents: [String] {
        let parent = Folder(parentOf: path).path
        return kind == .maildir ? [path, parent] : [parent]
    }

    /// Whether the kernel knows of all who write.
    var asksKernel: Bool { watching != .poll && Filesystem(of: path) == .local }

    /// The folder of what is on its way into the spool.
    var claimed: Folder { Folder(kind == .maildir ? "\(path)/sealpost-claimed" : "\(path).sealpost-claimed") }

    /// Creates what is missing of the folders; an mbox is made by whoever writes into it first.
    public func create() throws(FileFault) {
        switch kind {
        case .maildir:
            try maildir.create()
            try claimed.create()
        case .mbox: try claimed.create()
        }
    }

    /// Takes over messages that are ready, as many as one look takes; drafts and trashed ones are left alone.
    /// - Parameter memory: What earlier looks saw.
    public func takeOver(
        into spool: Spool, remembering memory: inout OutboxMemory, at moment: Moment = .now(),
        calls: FileCalls = .kernel
    ) throws(FileFault) -> OutboxIntake {
        memory.beginLook(at: moment.uptime)
        defer { memory.endLook() }
        let intake =
            switch kind {
            case .maildir:
                try MaildirOutbox(outbox: self, spool: spool, moment: moment, calls: calls).takeOver(&memory)
            case .mbox:
                try MboxOutbox(outbox: self, spool: spool, moment: moment, calls: calls).takeOver(&memory)
            }
        if intake.hasMore { memory.lastLook = nil }
        memory.nextLook = intake.nextLook.map { moment.uptime + $0 }
        return intake
    }

    /// Takes over messages that are ready, as somebody does who looks once.
    public func takeOver(
        into spool: Spool, at moment: Moment = .now(), calls: FileCalls = .kernel
    ) throws(FileFault) -> OutboxIntake {
        var memory = OutboxMemory()
        return try takeOver(into: spool, remembering: &memory, at: moment, calls: calls)
    }

    /// How long a writer has for a file in `tmp`, in seconds: the 36 hours of maildir(5).
    public static let patienceWithWriters: Double = 36 * 3600

    /// Removes what programs left unfinished in `tmp`.
    public func removeUnfinished(at now: Timestamp) throws(FileFault) {
        if kind == .maildir, !isFormer {
            try maildir.removeUnfinished(before: now.advanced(bySeconds: -Self.patienceWithWriters))
        }
    }

    /// In how many seconds it is time for a look; none where the kernel tells of changes, and whoever is told looks.
    ///
    /// Where it doesn't, that is at the interval, or when a file's time has come.
    public func pause(_ memory: OutboxMemory, at moment: Moment) -> Double {
        guard isPolled, let last = memory.lastLook else { return 0 }
        return max(min(last + poll, memory.nextLook ?? .infinity) - moment.uptime, 0)
    }
}
