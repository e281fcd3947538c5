// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

public import DurableFiles

/// The outboxes from which mail may be on its way into a spool, also those that the settings name no more.
///
/// A process that stops between the claim of a mail and its acceptance leaves it in a folder of the outbox. Were nobody to know
/// of that outbox any more, nobody would look there.
public struct KnownOutboxes: Sendable, Hashable {
    /// Their paths, in the order in which they came.
    public private(set) var paths: [String]

    /// The file in a spool, a path on each line.
    public static func path(in spool: Spool) -> String { "\(spool.path)/outboxes" }

    /// Reads the file of a spool; none are known where there is none.
    public init(of spool: Spool) throws(FileFault) {
        paths = try (SmallFile.text(at: Self.path(in: spool)) ?? "").split(separator: "\n").map(String.init)
    }

    /// Has the outboxes of the settings be known from now on, and forgets others that are gone.
    /// - Returns: Those that the settings name no more, and from which something is on its way.
    public mutating func renew(_ outboxes: [Outbox], in spool: Spool) throws(FileFault) -> [Outbox] {
        let current = outboxes.map(\.path)
        let former = paths.filter { !current.contains($0) }.map { path in
            var outbox = Outbox(path, kind: Outbox.Kind(of: path))
            outbox.isFormer = true
            return outbox
        }.filter(\.claimed.exists)
        // A line ends a path; one that holds a line end can't be remembered.
        let known = (current + former.map(\.path)).filter { !$0.contains { $0.isNewline } }
        if known != paths {
            paths = known
            let file = try DurableFile(at: "\(spool.path)/tmp/outboxes.\(SpoolID().rawValue)")
            try file.append(Array(known.map { "\($0)\n" }.joined().utf8))
            try file.commit(to: Self.path(in: spool))
        }
        return former.filter(\.hasClaims)
    }
}
