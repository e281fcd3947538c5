// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Doors
import DurableFiles
import Foundation
import Mail
import Maildirs
import TestSupport

/// An outbox, a spool, and somebody who looks from the one into the other by a clock that tests set.
final class OutboxBench {
    let folder: TemporaryFolder
    let spool: Spool
    var outbox: Outbox
    var memory = OutboxMemory()
    /// Seconds by the clock that only counts on.
    var uptime = 1000.0
    /// How far the time of day is from the system's, in seconds, beside what `uptime` has counted.
    var step = 0.0
    var calls = FileCalls.kernel

    init(_ kind: Outbox.Kind = .maildir) throws {
        folder = try TemporaryFolder()
        spool = Spool(folder.file("spool"))
        try spool.create()
        outbox = Outbox(folder.file("outbox"), kind: kind)
        try outbox.create()
    }

    var moment: Moment {
        Moment(wall: Timestamp.now().advanced(bySeconds: uptime - 1000 + step), uptime: uptime)
    }

    /// One more look of a process that goes on.
    func look() throws -> OutboxIntake {
        try outbox.takeOver(into: spool, remembering: &memory, at: moment, calls: calls)
    }

    /// One look of a process that begins.
    func lookAnew() throws -> OutboxIntake {
        memory = OutboxMemory()
        return try look()
    }

    func mail(_ number: Int) -> String {
        "From: me@x.nl\nDate: Sat, 21 Nov 2026 09:30:00 +0000\nMessage-ID: <\(number)@x>\nTo: a@x.nl\n\nbody\n"
    }

    /// What was accepted.
    func texts() throws -> [String] {
        try spool.newIDs().map { id in
            let bytes = try spool.open(id).bytes
            return String(decoding: bytes.bytes(in: 0..<bytes.count), as: UTF8.self)
        }
    }
}

/// Lets a test and a thread of its own wait for each other.
final class Flag: @unchecked Sendable {
    // NSLock guards the values; the thread sanitizer sees it, which it does not with a Mutex.
    private let lock = NSLock()
    private var values: Set<String> = []

    func set() { add("set") }
    func began() { add("begun") }
    func ended() { add("ended") }
    var isSet: Bool { has("set") }
    func untilBegun() async { await until("begun") }
    func untilEnded() async { await until("ended") }

    private func add(_ value: String) { lock.withLock { _ = values.insert(value) } }
    private func has(_ value: String) -> Bool { lock.withLock { values.contains(value) } }
    private func until(_ value: String) async {
        while !has(value) { try? await Task.sleep(for: .milliseconds(1)) }
    }
}
