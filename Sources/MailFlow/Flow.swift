// SPDX-FileCopyrightText: The Sealpost authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
public import Doors
import DurableFiles
import Ledgers
import Mail

/// The way of a message, from a door to a notice.
///
///     outbox -> spool -> reading -> rules -> ledger -> routes -> ledger -> notices
///
/// Every step can be repeated: what was done is in the spool, in the ledger or in a Maildir under a name that says so,
/// and a step that finds its work done does nothing. So a crash needs no cleaning up, only a restart.
public struct Flow: Sendable {
    private let mailbox: Mailbox
    private let intake: Intake
    private let dispatch: Dispatch
    private let following: Following

    /// Takes charge of a mailbox.
    public init(_ mailbox: Mailbox) {
        self.mailbox = mailbox
        self.intake = Intake(mailbox)
        self.dispatch = Dispatch(mailbox)
        self.following = Following(mailbox)
    }

    /// Does all that can be done now, and returns when nothing is left but what has to wait, or when told to stop: then after
    /// the requests that are under way.
    public func pass(until stop: StopSignal = StopSignal()) async {
        await dispatch.claimWhile { !stop.isSet }
        await intake.sweep()
        var found = await look(isLast: true)
        await dispatch.finish()
        while found.hasMore, !stop.isSet {
            found = await look()
            await dispatch.finish()
        }
        // Nobody looks again after a pass, so a file that somebody is just writing gets another second.
        for _ in 0..<10 where found.isUnsettled && !stop.isSet {
            try? await Task.sleep(for: .milliseconds(100))
            found = await look()
            await dispatch.finish()
        }
        attend()
        await following.look { !stop.isSet }
        // What services say of a mail comes first: it may have reached its recipient long ago.
        mailbox.judgeDeadlines()
        attend()
    }

    /// Goes on until told to stop: looks when something changes, when a delivery is due, and now and then.
    public func watch(_ folders: FolderWatch, until stop: StopSignal) async {
        await dispatch.claimWhile { !stop.isSet }
        await dispatch.onSettled { folders.wake() }
        var unwatched: Set<FileFault> = []
        var nextSweep = -Double.infinity
        while !stop.isSet {
            for fault in folders.faults where unwatched.insert(fault).inserted { mailbox.log.unwatched(fault) }
            let uptime = mailbox.clock().uptime
            if uptime >= nextSweep {
                await intake.sweep()
                nextSweep = uptime + 3600
            }
            let found = await look()
            if await following.hasLooked { mailbox.judgeDeadlines() }
            attend()
            await following.begin(while: { !stop.isSet }) { folders.wake() }
            await wait(folders, found)
        }
        await dispatch.finish()
        attend()
    }

    /// Takes in what the doors have, and sets deliveries going.
    private func look(isLast: Bool = false) async -> Intake.Found {
        recover()
        var found = await intake.takeOver(isLast: isLast)
        if await intake.enter() { found.isUnsettled = true }
        await dispatch.fill()
        judgeWaiting()
        return found
    }

    /// Waits on a thread of its own: a blocking call would take one of the few that tasks share.
    private func wait(_ folders: FolderWatch, _ found: Intake.Found) async {
        var limit = mailbox.millisecondsUntilNextLook(after: await dispatch.lastFill)
        if found.isUnsettled { limit = min(limit, 1000) }
        if let seconds = found.nextLook { limit = min(limit, Int32(clamping: Int64(seconds * 1000) + 1)) }
        if found.hasMore { limit = 0 }
        let milliseconds = limit
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                folders.wait(milliseconds: milliseconds)
                continuation.resume()
            }
        }
    }

    /// What processes left behind that are no more.
    private func recover() {
        mailbox.tolerating("recovery") {
            try mailbox.readings.look()
            let lost = try mailbox.ledger.recover(
                isAlive: ProcessIdentity.isAlive, retry: mailbox.retry, at: .now())
            if lost > 0 { mailbox.log.recovered(uncertain: lost) }
        }
    }

    /// What waits and isn't tried: its time may be over, or its sender may have to be told.
    private func judgeWaiting() {
        mailbox.tolerating("ledger") {
            while true {
                let judged = try mailbox.ledger.judgeWaiting(mailbox.retry, limit: 500, at: .now())
                guard judged > 0 else { return }
                mailbox.log.late(judged)
            }
        }
    }

    /// Tells people what is new, files copies, and lets go of what is long done with.
    private func attend() {
        Aftercare(mailbox).attend()
        Aftercare(mailbox).forget()
    }
}
