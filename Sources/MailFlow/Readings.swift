// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Glibc
import Synchronization

/// Which messages are being read, and how often reading one has ended the process that did.
///
/// As long as a reading goes on, a file in the spool's folder `reading` says so, named after the message and the process; a
/// process that crashes leaves it there. It isn't synced: a crash of the process takes nothing from the page cache, and
/// what a power cut takes was not the message's fault.
final class Readings: Sendable {
    /// After so many readings that ended their processes a message is read no more; a service manager that starts the watch
    /// anew gives up at five within moments, as systemd does.
    static let limit = 3

    /// A message that is read no more.
    struct Poisoned: Error, CustomStringConvertible {
        var id: SpoolID
        var folder: String
        var times: Int

        var description: String {
            "reading it has ended Sealpost \(times) times; to have it read again, run: rm \(folder)/\(id).*"
        }
    }

    private let folder: Folder
    private let owner: String
    /// How often each message is being read by this process.
    private let underWay = Mutex<[SpoolID: Int]>([:])
    /// What processes left behind that are no more, by message.
    private let left = Mutex<[SpoolID: [String]]>([:])

    init(_ spool: Spool, owner: String = ProcessIdentity.own) {
        folder = spool.readings
        self.owner = owner.replacing("/", with: ".")
    }

    /// Looks at what processes left behind since the last look.
    func look() throws {
        var found: [SpoolID: [String]] = [:]
        for name in try folder.names() {
            let parts = name.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let id = SpoolID(rawValue: String(parts[0])) else { continue }
            guard !ProcessIdentity.isAlive(String(parts[1]).replacing(".", with: "/")) else { continue }
            found[id, default: []].append(name)
        }
        left.withLock { $0 = found }
    }

    /// Reads a message, in whatever way, unless that has ended processes too often; a reading that ends makes good those
    /// that didn't.
    func read<Value>(_ id: SpoolID, _ work: () throws -> Value) throws -> Value {
        let times = left.withLock { $0[id]?.count ?? 0 }
        guard times < Self.limit else { throw Poisoned(id: id, folder: folder.path, times: times) }
        try begin(id)
        defer { end(id) }
        let value = try work()
        forget(id)
        return value
    }

    /// Removes what is left of readings of a message.
    func forget(_ id: SpoolID) {
        for name in left.withLock({ $0.removeValue(forKey: id) ?? [] }) { unlink("\(folder.path)/\(name)") }
    }

    func begin(_ id: SpoolID) throws(FileFault) {
        try underWay.withLock { (counts) throws(FileFault) in
            if counts[id] == nil {
                let path = path(id)
                let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
                guard file >= 0 else { throw FileFault("make", path) }
                close(file)
            }
            counts[id, default: 0] += 1
        }
    }

    private func end(_ id: SpoolID) {
        underWay.withLock { counts in
            counts[id] = counts[id].flatMap { $0 > 1 ? $0 - 1 : nil }
            if counts[id] == nil { unlink(path(id)) }
        }
    }

    private func path(_ id: SpoolID) -> String { "\(folder.path)/\(id.rawValue).\(owner)" }
}
